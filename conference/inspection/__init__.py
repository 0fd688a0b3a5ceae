"""Files of strangers are looked at in a process of their own, with limits of time, memory and bytes.

`process.py` starts it; `__main__.py` is what runs there, with one module for each kind of file. Nothing here needs
Django, so that the process starts fast and knows no secret.
"""
