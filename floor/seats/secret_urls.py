"""Addresses that hold a secret leave no trace of it in logs; of caches and referrers, see `conference.secret_urls`.

Nothing else is imported here, because the logging settings name `WithoutSecrets`.
"""

import logging
import re

_SECRET = re.compile(r"(/(?:join|answer|updates|first-password|new-password/[^/\s]+)/)[^/\s?\"']+")


def without_secrets(words):
    """Returns a text with a dash in the place of each secret."""
    return _SECRET.sub(r"\1–", words)


class WithoutSecrets(logging.Filter):
    """Puts a dash in the place of each secret that a line of the log would show."""

    def filter(self, record):
        words = record.getMessage()
        shown = without_secrets(words)
        if shown != words:
            record.msg, record.args = shown, None
        return True
