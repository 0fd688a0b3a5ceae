"""Why a backup is not made or not restored: one sentence for the administrator, in English as in every terminal."""


class BackupRefused(Exception):
    """Raised before anything is changed. The message is shown to the administrator."""
