"""The copy of the public pages, made in the background: it takes a minute for a dialogue of one day."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.urls import reverse
from django.utils.translation import gettext as _

from conference.background_work.kind import Done, Progress
from conference.models import Job
from conference.refusals import Refusal
from programme.release.editions import CURRENT, released
from programme.static_site.crawl import SiteCopy


class MakeSiteCopy:
    """Makes the zip of what is public at that moment."""

    permission = "conference.release_programme"

    def run(self, job: Job, progress: Progress) -> Done:
        edition = released(CURRENT, job.conference.slug)
        if edition is None:
            raise Refusal(_("The programme is not released."))
        copy = SiteCopy(edition)
        with NamedTemporaryFile(prefix="rostrum-copy-", suffix=".zip", delete=False) as file:
            path = Path(file.name)
            try:
                number = copy.write(file, progress)
            except BaseException:
                path.unlink()
                raise
        return Done({"files": number}, path, f"{copy.folder}.zip")

    def told(self, job: Job) -> list[str]:
        return [_("The copy is ready.")]

    def address(self, job: Job) -> str:
        return reverse("programme:release-list", args=[job.conference.slug])
