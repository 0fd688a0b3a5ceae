"""The static files under names that change with their content, and the modules of the scripts that load each other.

Scripts are ES modules: a page names its own (`{% module 'floor/record/record.js' %}`), which imports what it needs with
relative addresses. The static copy of the public site has no scripts, so that it can be opened from a folder, where a
browser loads no modules.
"""

import posixpath
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

from conference.caches import constant

# Each import stands on lines of its own and ends with a semicolon; Django rewrites no other.
IMPORT = re.compile(
    r"""^(?:import\b[^;"'()]*|export\b[^;"'()=]*\bfrom\s*)["'](\.{1,2}/[^"']+)["'];""",
    re.MULTILINE,
)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from "./…"` too, so that a module and what it imports are always of one version."""

    support_js_module_import_aggregation = True


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
