"""The project's settings for a process that serves streams alone.

Without gathered static files a page cannot be made ahead, and what a process says of that would fill a pipe that the
test reads only at the end: then it stands still.
"""

from conference.settings import *  # noqa: F403

READ_FIRST = ""
