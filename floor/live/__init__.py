"""Telling everybody who listens what happens on a floor: event streams, and how a process learns of a step."""
