"""The one process of `manage.py serve`: released pages from memory, everything else from Django in threads."""
