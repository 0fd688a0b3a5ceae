"""What the desk says of machine suggestions beside a text; nothing where the installation has no server for them."""

from translation.machine.asking import last_asked
from translation.machine.providers import provider
from translation.machine.withheld import why_not


def machine_help(viewed, user):
    """Returns the name of the server, why it is not asked about a text, and who asked last; None without a server."""
    server = provider()
    if server is None:
        return None
    return {
        "server": server.name,
        "why_not": why_not(user, viewed.conference, viewed.row, viewed.code, viewed.source),
        "last": last_asked(viewed.text, viewed.code),
    }
