"""The static files under names that change with their content, and the modules of the scripts that load each other.

Scripts are ES modules: a page names its own (`{% module 'floor/record/record.js' %}`), which imports what it needs with
relative addresses. The static copy of the public site has no scripts, so that it can be opened from a folder, where a
browser loads no modules.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from conference.caches import constant

# Each import stands on lines of its own and ends with a semicolon; Django rewrites no other.
IMPORT = re.compile(
    r"""^(?:import\b[^;"'()]*|export\b[^;"'()=]*\bfrom\s*)["'](\.{1,2}/[^"']+)["'];""",
    re.MULTILINE,
)


GATHERED = "gathered.txt"  # a line for each version whose files were gathered


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from "./…"` too, so that a module and what it imports are always of one version.

    Beside the manifest it notes which sources were gathered: those of the last version too, which still serves while
    its processes are replaced, or again.
    """

    support_js_module_import_aggregation = True

    def save_manifest(self) -> None:
        super().save_manifest()
        gathered, digest = [], digest_of_sources()
        if self.exists(GATHERED):
            with self.open(GATHERED) as file:
                gathered = file.read().decode().split()
        if digest not in gathered:
            self.delete(GATHERED)
            self.save(GATHERED, ContentFile("".join(f"{line}\n" for line in [*gathered, digest])))


def _sources() -> Iterator[tuple[str, str, Storage]]:
    """The static files as they are before they are gathered: (name, path, the storage that has it)."""
    for finder in finders.get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            prefix = getattr(storage, "prefix", None)
            yield f"{prefix}/{path}" if prefix else path, path, storage


def names_of_sources() -> set[str]:
    return {name for name, *__ in _sources()}


def digest_of_sources() -> str:
    """What changes with the name or the content of any static file."""
    digest = hashlib.sha256()
    for name, path, storage in sorted(_sources(), key=lambda source: source[:2]):
        with storage.open(path) as file:
            digest.update(f"{name} {hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return digest.hexdigest()


@constant()
def imported_by(name: str) -> tuple[str, ...]:
    """Return the names of the modules that a module loads, directly or through others, in the order of loading."""
    found: list[str] = []
    file = finders.find(name)
    if file is None:
        raise FileNotFoundError(f"There is no static file {name}")
    for address in IMPORT.findall(Path(file).read_text(encoding="utf-8")):
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        found += [each for each in (imported, *imported_by(imported)) if each not in found]
    return tuple(found)
