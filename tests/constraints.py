"""What the database itself refuses, whoever asks."""

from django.db import IntegrityError, transaction


def refuses(act, /, *args, **fields):
    try:
        with transaction.atomic():
            act(*args, **fields)
    except IntegrityError:
        return True
    return False
