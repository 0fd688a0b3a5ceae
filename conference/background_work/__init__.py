"""Work that takes long: a worker does it in the background, and its owner follows it on a page.

`jobs.start(...)` puts a job into the queue, `worker.py` does what is in the queue, `kind.py` says what a kind of job
is, `schedule.py` what is due by the clock alone. A kind is a class of a higher app, named in BACKGROUND_WORK.
"""
