"""What a process writes of itself: lines for a person and for programs, mail to the administrators, Sentry.

Terms:
- Request id: a short random word of one request. It is in each line of the log that the request caused, in the header
  `X-Request-ID` of its answer and on the page of a failure, so that a person who tells it leads to the line.
- Security log: the lines of `rostrum.security`: who signed in, who failed, what was refused, which rights changed. It
  has names and network addresses unmasked, since a person and fail2ban act upon them.
- Outage: a time in which the database cannot be asked. It is one line when it begins, one a minute, one at its end.
- Traceback: where in the code a failure happened. It is written whole once; each repetition is one line.

No model is imported here, because the logging settings name these modules.
"""
