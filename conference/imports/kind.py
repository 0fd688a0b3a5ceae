"""What a kind of file says for its import: the protocol that the pages and the import of all kinds follow."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise

from conference.imports.corrections import CorrectableTable, RowCorrections
from conference.imports.matching import ColumnMatcher
from conference.imports.preview import ImportPreview, LeftOut
from conference.models import AuditAct, Conference, ImportFile, User
from conference.recorded_rows import DependentTable, Journal, RecordedChanges
from conference.staff_pages import staff_page_context

OnProgress = Callable[[int, int], object]
Words = str | Promise


class StaffRequest(HttpRequest):
    """The request of a person who is signed in."""

    user: User


class ImportKind(ABC):
    """A kind of file. Its room makes one instance, gives it to `urlpatterns_for`, and imports with it."""

    prefix: ClassVar[str]  # of the names of its addresses, such as "speakers:import"
    kinds: ClassVar[Sequence[str]]  # of `ImportFile`
    largest: ClassVar[int]  # bytes of a file
    base_template: ClassVar[str] = "conference/staff_base.html"
    row_template: ClassVar[str]  # of an item of the preview
    choices_template: ClassVar[str] = ""  # of what the form that confirms offers besides
    notes_template: ClassVar[str] = ""  # of what is said above it
    counts_template: ClassVar[str] = ""  # of more lists than those of the outcomes
    style_sheet: ClassVar[str] = ""  # of its items
    items_name: ClassVar[Words]  # "Rows of the file"
    no_item: ClassVar[Words]  # "There is no such row in the file."
    waiting: ClassVar[Words]  # "The rows are being imported."
    compared: ClassVar[Words]  # what the list shows after the import
    outdated: ClassVar[Words]  # for whoever confirms a preview that shows other rows than there are now
    counted: ClassVar[Collection[str]]  # labels of the models whose rows are counted where an import is undone
    dependent: ClassVar[Sequence[DependentTable]] = ()  # what changes with the rows
    contained: ClassVar[Collection[str]] = ()  # labels of models whose rows go with an added one, and are not recorded

    has_columns: ClassVar[bool] = False  # whether a person may say what the columns of a table are, and correct rows

    # Permission and upload

    @abstractmethod
    def conference(self, request: StaffRequest, slug: str) -> Conference:
        """Return the conference for a user who may import into it; Http404 for all others."""

    def files(self, request: StaffRequest, conference: Conference) -> "models.QuerySet[ImportFile]":
        """Return the files that the user may open."""
        return ImportFile.objects.filter(conference=conference, kind__in=self.kinds)

    def file(self, request: StaffRequest, slug: str, pk: int) -> ImportFile:
        """Return an uploaded file that the user may open; Http404 for all others."""
        found = self.files(request, self.conference(request, slug)).select_related("conference", "by", "undone_by")
        return get_object_or_404(found, Q(pk=pk) | Q(former_number=pk))

    @abstractmethod
    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        """Keep the file of a form; FileRefused or ImportRefused says what is wrong with it."""

    @abstractmethod
    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
    ) -> HttpResponse:
        """Return the page with the form; `import_file` is the one that can no longer be read, if there is one."""

    def step_before_preview(self, import_file: ImportFile) -> str:
        """Return the address of what is to be chosen before the preview; empty if there is nothing."""
        return ""

    def matcher(self, import_file: ImportFile) -> ColumnMatcher:
        """Return the columns that a table of this kind may have; Http404 if it is no table."""
        raise Http404

    def table(self, import_file: ImportFile) -> CorrectableTable:
        """Return the table whose rows a person may correct in the preview; Http404 if it is no table."""
        raise Http404

    def corrections(self, import_file: ImportFile) -> RowCorrections:
        """Return what the preview offers to correct its rows."""
        return RowCorrections(self.table(import_file), lambda number: self.address("correct", import_file, str(number)))

    # Parse, compare, write

    @abstractmethod
    def parse(self, import_file: ImportFile) -> Any:
        """Return what the file holds; FileRefused if it cannot be read."""

    @abstractmethod
    def number_of_rows(self, parsed: Any) -> int:
        """Return how many rows or parts the file holds, by which it is large or not."""

    @abstractmethod
    def compare(self, import_file: ImportFile, parsed: Any, user: User) -> ImportPreview:
        """Return what importing the file would do now."""

    @abstractmethod
    def lock(self, import_file: ImportFile, parsed: Any) -> None:
        """Lock what the import reads and writes, in the order of all who write it."""

    def prepare(  # noqa: B027
        self, import_file: ImportFile, parsed: Any, *, by: User, at: datetime, on_progress: OnProgress | None
    ) -> None:
        """Write beforehand, in transactions of its own, what nobody sees before `write` shows it: much at once would
        keep all others from writing.
        """

    def choices(self, request: StaffRequest) -> Any:
        """Return what the form that confirms says besides; ImportRefused if it offers no such choice."""
        return None

    def kept_choices(self, choices: Any) -> Any:
        """Return the choices as JSON, for an import in the background."""
        return choices

    def choices_from(self, kept: Any) -> Any:
        """Return the choices again that were kept as JSON."""
        return kept

    @abstractmethod
    def write(
        self, found: Any, choices: Any, *, journal: Journal, by: User, at: datetime, on_progress: OnProgress | None
    ) -> dict[str, Any]:
        """Write what the preview showed, and note it in the journal; return the outcome, such as {"written": 12}."""

    def act(self, import_file: ImportFile) -> AuditAct:
        """Return the act of the audit trail."""
        return AuditAct(f"{import_file.kind}: import")

    def audited(self, import_file: ImportFile) -> dict[str, Any]:
        """Return the detail of the audit entry."""
        return import_file.outcome

    # Pages

    def page_context(self, request: StaffRequest, import_file: ImportFile) -> dict[str, Any]:
        """Return the context of the base template."""
        return staff_page_context(request, import_file.conference)

    @abstractmethod
    def details(self, request: StaffRequest, import_file: ImportFile, found: Any, page: Any) -> dict[str, Any]:
        """Return what the page of the preview shows: "entries" for the row template, "is_nothing" and "button", and
        the way "back" to the uploads with its "back_name"; more for the templates of this kind.
        """

    def label(self, outcome: Any, import_file: ImportFile) -> str:
        """Return the heading of the items of an outcome."""
        return outcome.label

    def shown(self, asked: str, found: ImportPreview) -> tuple[str, list[Any]]:
        """Return the list that the address asks for, else the first that is not empty, and its items."""
        outcomes = found.outcomes
        known = asked in outcomes.values
        first = next((each for each in outcomes if found.counts[each]), list(outcomes)[-1])
        outcome = outcomes(asked) if known else first
        return outcome, found.of(outcome)

    @abstractmethod
    def imported(self, number: int) -> str:
        """Return the sentence that says how many parts were imported."""

    @abstractmethod
    def left_out(self, import_file: ImportFile, found: Any) -> list[LeftOut]:
        """Return all that the import cannot write, or did not, each with its reasons."""

    def writes_left_out(self, import_file: ImportFile) -> bool:
        """Whether what is not imported can be written in the format of the file, which is a table."""
        return False

    def left_out_file(self, import_file: ImportFile, found: Any) -> tuple[bytes, str]:
        """Return (content, content type) of what is not imported, as a table in the format of the file."""
        raise Http404

    @abstractmethod
    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        """Return the name under which a browser saves the file, or a part of it."""

    # Undo

    def lock_for_undo(self, import_file: ImportFile, changes: RecordedChanges) -> None:
        """Lock what undoing an import writes."""
        Conference.objects.select_for_update(no_key=True).get(pk=import_file.conference_id)

    def objection(self, import_file: ImportFile, changes: RecordedChanges, user: User) -> str:
        """Return why an import may not be undone although its rows are unchanged; empty if it may."""
        return ""

    @abstractmethod
    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        """Bring in step what depends on the rows that were just put back, such as the list of texts."""

    def address(self, name: str, import_file: ImportFile, *more: str) -> str:
        """Return the address of a page of a file, such as "preview"."""
        return reverse(f"{self.prefix}-{name}", args=[import_file.conference.slug, import_file.pk, *more])
