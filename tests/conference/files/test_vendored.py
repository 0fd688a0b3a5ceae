"""What others wrote is here as they published it; `docs/decisions/10-scripts-without-a-build.md` says from where."""

from hashlib import sha256

from django.conf import settings

VENDORED = settings.BASE_DIR / "static" / "shared" / "vendor"
CHECKSUMS = {
    "idiomorph/LICENSE.txt": "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
    "idiomorph/idiomorph.esm.js": "e1e2c7dbd606233d302bac48074fd1307c15609b77ea485c18f1b13d6be67c14",
}


def test_vendored_files_are_unchanged_and_have_their_licence():
    found = {
        path.relative_to(VENDORED).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in VENDORED.rglob("*")
        if path.is_file()
    }

    assert found == CHECKSUMS
