import logging
import stat

from conference.logs.files import OwnFile


def test_security_log_is_read_by_its_owner_alone_and_may_be_moved_away(tmp_path):
    path = tmp_path / "security.log"
    handler = OwnFile(path, delay=True)
    for moved in (False, True):
        if moved:
            path.rename(tmp_path / "security.log.1")
        handler.handle(logging.LogRecord("x", logging.INFO, "x.py", 1, "A line", (), None))
    handler.close()

    assert path.read_text() == "A line\n"
    assert (tmp_path / "security.log.1").read_text() == "A line\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
