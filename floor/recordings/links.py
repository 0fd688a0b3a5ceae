"""Links into a recording at a second, as each site has them. A site that is not known has none."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

UN_WEB_TV = ("webtv.un.org", "media.un.org")
YOUTUBE = ("www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be")
VIMEO = ("vimeo.com", "www.vimeo.com")
MEDIA_FILES = (".mp4", ".m4v", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav")


def address_at(address: str, second: int) -> str | None:
    """Returns the address of a recording at a second; None where its site knows no such address."""
    parts = urlsplit(address)
    if parts.hostname in UN_WEB_TV:
        return _with(address, "kalturaStartTime", str(second))
    if parts.hostname in YOUTUBE:
        return _with(address, "t", f"{second}s")
    if parts.hostname in VIMEO:
        return urlunsplit(parts._replace(fragment=f"t={second}s"))
    if parts.path.lower().endswith(MEDIA_FILES):
        return urlunsplit(parts._replace(fragment=f"t={second}"))
    return None


def _with(address: str, name: str, value: str) -> str:
    """Returns an address with a parameter, in place of the one that it may have had."""
    parts = urlsplit(address)
    kept = [(key, text) for key, text in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return urlunsplit(parts._replace(query=urlencode([*kept, (name, value)])))
