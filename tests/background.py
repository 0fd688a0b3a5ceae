"""Background work in tests: what pages have put into the queue is done here and now, by the real worker."""

from conference.background_work.worker import Worker


def do_background_work():
    """Do all that is due, as a worker would."""
    Worker(batch=True).run()
