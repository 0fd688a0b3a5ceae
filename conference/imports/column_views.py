"""The page where a person says what each column of a table is, before its preview."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.files.safe_open import FileRefused
from conference.files.tables import HEADINGS_WITHIN
from conference.imports.column_forms import HeadingRowForm, MatchingForm, name_of
from conference.imports.columns import MOST_COLUMNS, choose_matching, matching_of, proposed_place, sheets_of
from conference.imports.matching import Matching, columns_of_file
from conference.models.import_file import ImportRefused

FIRST_ROWS = 12  # that are shown, and the one with the headings


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, kind, conference, pk):
    """What each column of a file is: proposed, or as it was chosen before, and kept when the form is sent."""
    import_file = kind.file(request, conference, pk)
    if import_file.taken_at:
        return redirect(kind.address("preview", import_file))
    matcher = kind.matcher(import_file)
    try:
        return _columns(request, kind, import_file, matcher, sheets_of(import_file, matcher.most_rows)[1])
    except FileRefused as refusal:
        return kind.upload_page(request, import_file.conference, str(refusal), status=422, import_file=import_file)


def _columns(request, kind, import_file, matcher, sheets):
    asked = HeadingRowForm(request.POST if request.method == "POST" else request.GET)
    asked = asked.cleaned_data if asked.is_valid() else {}
    sheet, row = proposed_place(import_file, matcher, sheets, sheet=asked.get("sheet"), row=asked.get("row"))
    found = columns_of_file(sheets[sheet], row)
    if len(found) > MOST_COLUMNS:
        raise FileRefused(_("The sheet has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    place = {"sheets": sheets, "sheet": sheet, "row": row}
    if request.method == "POST":
        return _choose(request, kind, import_file, MatchingForm(matcher, found, request.POST), place)
    chosen = matching_of(import_file)
    is_chosen = chosen and (chosen.sheet, chosen.row) == (sheet, row)
    fields = chosen.fields if is_chosen else matcher.propose(found)
    initial = {"sheet": sheet, "row": row, **{name_of(each): field for each, field in fields.items()}}
    missing = matcher.missing([field for field in fields.values() if field])
    return _page(request, kind, import_file, MatchingForm(matcher, found, initial=initial), **place, missing=missing)


def _choose(request, kind, import_file, form, place):
    """Keep the matching of a form, or show what is wrong with it."""
    refusal = ""
    if form.is_valid():
        matching = Matching(place["sheet"], place["row"], form.matched)
        who = {"by": request.user, "at": timezone.now()}
        try:
            choose_matching(import_file, kind.matcher(import_file), place["sheets"], matching, **who)
        except (FileRefused, ImportRefused) as refused:
            refusal = str(refused)
        else:
            return redirect(kind.address("preview", import_file))
    return _page(request, kind, import_file, form, **place, refusal=refusal, status=422)


def _page(request, kind, import_file, form, *, sheets, sheet, row, missing="", refusal="", status=200):
    rows = sheets[sheet].rows[:HEADINGS_WITHIN]
    first = [each for number, each in enumerate(rows) if number < FIRST_ROWS or each[0] == row]
    context = {
        **kind.page_context(request, import_file),
        "import_file": import_file,
        "kind": kind,
        "form": form,
        "missing": missing,
        "matched": sum(bool(field.value()) for __, field in form.rows),
        "refusal": refusal,
        "sheets": [number for number, each in enumerate(sheets, start=1) if each.rows],
        "sheet_number": sheet + 1,
        "heading_row": row,
        "first_rows": [(number, [cells.get(column.place, "") for column in form.columns]) for number, cells in first],
    }
    return render(request, "conference/imports/columns.html", context, status=status)
