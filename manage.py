#!/usr/bin/env python
"""Runs Rostrum's commands: `manage.py help` lists them."""

from conference.command_line import main

if __name__ == "__main__":
    main()
