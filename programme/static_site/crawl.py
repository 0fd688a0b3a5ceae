"""Crawls the pages of a released conference and writes them into one zip: the same bytes each time."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference.house import current_house, emblem_of
from conference.house_colours import style_sheet
from conference.languages import CODES, LANGUAGES
from conference.models import Release
from conference.refusals import Conflict
from conference.templatetags.languages import in_language
from programme.static_site.links import HOUSE, file_of, links_of, parsed, rewritten
from programme.static_site.render import PublicVisitor

MARK = "shared/mark.svg"
FOR_PROGRAMS = ("programme.ics", "schedule.xml", "schedule.json")  # no page need link to them
STYLES = ("shared/tokens.css", "shared/rostrum.css")


class SiteCopy:
    """The copy of a conference in an edition; pages are kept on disk, not in memory, until the zip is written."""

    def __init__(self, edition):
        self.edition = edition
        self.slug = edition.slug
        self.folder = f"{edition.slug}-revision-{edition.release.number}"

    def write(self, file, progress=lambda done, total: None):
        """Write the zip into a file opened for bytes; returns how many. Conflict if a release comes between.

        `progress(done, total)` is called for each page, of those that were found so far.
        """
        before = Release.objects.fingerprint()
        with TemporaryDirectory(prefix="rostrum-copy-") as folder:
            kept = _Kept(Path(folder))
            self._gather(kept, progress)
            if Release.objects.fingerprint() != before:
                raise Conflict(_("Something has been released in the meantime. Request the copy again."))
            self._write(kept, file)
        return len(set(kept.files.values())) + 1

    def _gather(self, kept, progress):
        visitor = PublicVisitor()
        waiting = [f"/{code}/{self.slug}/{name}" for code in CODES for name in ("", *FOR_PROGRAMS)]
        seen = set(waiting)
        while waiting:
            progress(len(seen) - len(waiting), len(seen))
            path = waiting.pop()
            page = self._take(path, kept, visitor)
            found = [each for each in links_of(parsed(page), self.slug) if each not in seen] if page else []
            seen.update(found)
            waiting += found

    def _take(self, path, kept, visitor):
        """Keep what is at a path; returns its body if it is a page, whose links are then followed."""
        if path.startswith(settings.STATIC_URL):
            if body := _static(path):
                kept.keep(path, body)
            return None
        if path.startswith(HOUSE):
            kept.keep(path, _of_the_house(path))
            return None
        answer = visitor.ask(path)
        if answer is None:
            return None
        if answer.content_type.startswith("image/"):
            kept.keep_once(path, answer.body)
            return None
        kept.keep(path, answer.body, is_page=answer.is_page)
        return answer.body if answer.is_page else None

    def _write(self, kept, file):
        at = self.edition.release.released_at.timetuple()[:6]
        files = kept.files | {f"/{code}/": "index.html" for code in CODES}
        with ZipFile(file, "w", ZIP_DEFLATED) as zip:

            def put(name, body):
                info = ZipInfo(f"{self.folder}/{name}", at)
                info.compress_type = ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                zip.writestr(info, body)

            put("index.html", self._choice(kept))
            written = set()
            for path, name in sorted(kept.files.items()):
                if name not in written:
                    body = kept.body(path)
                    put(name, rewritten(parsed(body), name, files) if path in kept.pages else body)
                    written.add(name)

    def _choice(self, kept):
        """Return the first page: the six languages, each by its own name."""
        conference = self.edition.programme.conference
        languages = []
        for language in LANGUAGES:
            with override(language.code):
                title, its_language = in_language(conference["title"], conference["original_language"])
            page = file_of(f"/{language.code}/{self.slug}/")
            languages.append({"own": language, "page": page, "title": title, "title_language": its_language})
        mark, *styles = (
            next((file for file in kept.files.values() if _is(file, name)), "") for name in (MARK, *STYLES)
        )
        house = sorted(file for file in kept.files.values() if f"/{file}".startswith(HOUSE))
        mark = next((file for file in house if file.endswith(".png")), mark)
        styles += [file for file in house if file.endswith(".css")]
        context = {"languages": languages, "mark": mark, "styles": [style for style in styles if style]}
        return render_to_string("programme/static_site/site_copy.html", context)


def _is(file, name):
    """Whether a file is a static file of this name, which may have a hash in it."""
    stem, __, ending = name.partition(".")
    return file.startswith(settings.STATIC_URL.lstrip("/") + stem) and file.endswith(f".{ending}")


def _of_the_house(path):
    house = current_house()
    return emblem_of(house) if path.endswith(".png") else style_sheet(house).encode()


def _static(path):
    """Return a static file; None if there is none, since texts may link to any address of the site."""
    name = path.removeprefix(settings.STATIC_URL)
    try:
        if staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                return file.read()
        return Path(finders.find(name) or "").read_bytes()  # in development they are not collected
    except (OSError, SuspiciousFileOperation):
        return None


class _Kept:
    """The crawled answers on disk; `files` maps a path to its place in the copy."""

    def __init__(self, folder):
        self._folder = folder
        self._places = {}
        self.files = {}
        self.pages = set()

    def keep(self, path, body, is_page=False):
        self._places[path] = place = self._folder / str(len(self._places))
        place.write_bytes(body)
        self.files[path] = file_of(path)
        if is_page:
            self.pages.add(path)

    def keep_once(self, path, body):
        """Keep a picture once, although it has an address in each language."""
        ending = path.rpartition(".")[2]
        name = f"pictures/{hashlib.sha256(body).hexdigest()[:20]}.{ending}"
        self.keep(path, body)
        self.files[path] = name

    def body(self, path):
        return self._places[path].read_bytes()
