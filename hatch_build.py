"""What a wheel has besides the packages: compiled catalogues, templates, static files, and the commit it is of."""

import os
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "conference/shipped"


class ShippedFiles(BuildHookInterface):
    def initialize(self, version, build_data):
        """Compile the catalogues and name what goes along; an editable installation runs the sources themselves."""
        if version == "editable":
            return
        root = Path(self.root)
        made = [*self.compiled(root), self.places(root)]
        shipped = {str(file): f"{SHIPPED}/{file.relative_to(root)}" for file in made}
        for folder in ("templates", "static"):
            shipped[str(root / folder)] = f"{SHIPPED}/{folder}"
        if commit := commit_of(root):
            written = Path(self.directory, "commit.txt")
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(f"{commit}\n")
            shipped[str(written)] = "conference/commit.txt"
        build_data["force_include"].update(shipped)

    def compiled(self, root):
        """The compiled catalogues, made where they are missing or stale; a faulty one stops the build."""
        sys.path.insert(0, str(root))
        from conference.files.catalogues import compile_catalogue, is_stale

        for source in sorted(root.glob("locale/*/LC_MESSAGES/django.po")):
            if is_stale(source):
                compile_catalogue(source)
            yield source.with_suffix(".mo")

    def places(self, root):
        """Where each message appears, found anew: the sources are here, and not all where the wheel is installed."""
        from conference.files.message_places import keep_places

        return keep_places(root, root / "locale")


def commit_of(root):
    """What SOURCE_COMMIT says, where the sources come without their history, as into a container; else git."""
    if said := os.environ.get("SOURCE_COMMIT"):
        return said[:12]
    if not (root / ".git").exists():
        return None
    asked = ["git", "-C", str(root), "rev-parse", "--short=12", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
