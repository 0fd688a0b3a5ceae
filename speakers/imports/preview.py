"""Looking at a table: what each of its rows would do to what stands. Nothing is written here.

A row is found by its key. An empty cell leaves what stands; a cell that reads as we would write what stands changes
nothing, whatever the rules have become meanwhile.
"""

from functools import cached_property

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.files.xlsx_reader import Fault, Formula, Moment, number_of
from conference.languages import LANGUAGES, official, texts
from speakers import protection
from speakers.imports.columns import OfDelegation, key_of
from speakers.imports.plan import Change, Entry, Preview, Problem
from speakers.models import Delegation, Speaker, State
from translation.texts.writing import TextRefused


def preview(table, kind, conference):
    """What taking a table would do as things stand."""
    looking = (_Delegations if kind.model is Delegation else _Speakers)(kind, conference)
    return Preview([looking.entry(table, number, cells) for number, cells in table.rows])


class _Looking:
    """What stands, and how the rows of a file are found in it."""

    def __init__(self, kind, conference):
        self._kind, self._conference = kind, conference
        self._key, *self._columns = kind.columns
        self._rows = {self._folded(kind.cells(row)[self._key.heading]): row for row in kind.rows(conference)}
        self._seen = {}  # the numbers of the rows of the file by their keys

    def entry(self, table, number, cells):
        problems = [*_not_text(table, cells), *_without_heading(table, cells)]
        places = {column.heading: place for place, column in table.columns.items()}
        texts_of_row = {heading: cells[place] for heading, place in places.items() if place in cells}
        wanted = texts_of_row.get(self._key.heading, "").strip()
        row = self._rows.get(self._folded(wanted)) if wanted else None
        entry = Entry(number, wanted, row or self._kind.model(conference=self._conference), problems=problems)
        said = {problem.place for problem in problems}
        standing = self._kind.cells(row) if row else {}
        for column in self._columns:
            place = places.get(column.heading)
            if place in cells and place not in said:
                self._read(entry, column, place, cells[place], standing.get(column.heading, ""))
        key_place = places[self._key.heading]
        if key_place not in said:
            self._find(entry, row, key_place)
        if not entry.problems:
            self._judge(entry, row, places)
        entry.problems.sort(key=lambda problem: number_of(problem.place))
        return entry

    def _read(self, entry, column, place, cell, standing):
        """Take what a cell says where it is not what stands."""
        if entry.row.pk and _same(cell, standing):
            return
        try:
            value = column.read(cell, self._delegations)
        except TextRefused as refusal:
            entry.problems.append(Problem(str(refusal), place, column))
            return
        after = self._keys[value] if isinstance(column, OfDelegation) else column.shown(value)
        if value in ("", None) or (entry.row.pk and _same(after, standing)):
            return
        entry.values[column.name] = value
        entry.changes.append(Change(column, standing, after))

    @cached_property
    def _delegations(self):
        rows = Delegation.objects.filter(conference=self._conference).select_related("state")
        return {key_of(row): row for row in rows}

    @cached_property
    def _keys(self):
        return {row.pk: key for key, row in self._delegations.items()}

    def _find(self, entry, row, place):
        """Make sure that the key of a row is its own."""
        if row is None:
            self._make_key(entry, place)
        key = self._folded(entry.key)
        if key and key in self._seen:
            words = _("Row %(number)d has the same key.")
            entry.problems.append(Problem(words % {"number": self._seen[key]}, place, self._key))
        elif key:
            self._seen[key] = entry.number

    def _judge(self, entry, row, places):
        """What the rules say to a whole row."""
        original = official(self._conference.original_language)
        if row is None and not entry.values.get(f"name_{original.suffix}"):
            column = next(each for each in self._columns if each.heading == f"name_{original.exchange}")
            words = _("This text is needed in the original language.")
            entry.problems.append(Problem(words, places.get(column.heading, ""), column))

    def _problem_of(self, entry, heading, places, said):
        column = next(each for each in self._kind.columns if each.heading == heading)
        entry.problems.append(Problem(str(said), places.get(heading, ""), column))


class _Speakers(_Looking):
    def _folded(self, key):
        return key.casefold()

    def _make_key(self, entry, place):
        """A new speaker has the short name that the file says, else one that is made of the name."""
        entry.values.setdefault("status", Speaker.Status.INVITED)
        try:
            if entry.values.get("protected"):
                slug = self._neutral_slug(entry)
            else:
                slug = self._key.read(entry.key, {}) if entry.key else self._slug_of_name(entry)
        except TextRefused as refusal:
            entry.problems.append(Problem(str(refusal), place, self._key))
            return
        entry.key = slug
        if slug:
            entry.values["slug"] = slug

    def _neutral_slug(self, entry):
        """An address that says nothing; where the file has none, it is drawn when the row is written."""
        if entry.key and not protection.is_neutral(entry.key):
            raise TextRefused(_("The address of a protected speaker must not tell the name.") + f" {_LEAVE_EMPTY}")
        if entry.key:
            return self._key.read(entry.key, {})
        for slug, row in self._rows.items():
            if row.protected and set(filter(None, texts(row, "name").values())) & set(entry.names.values()):
                raise _there_already(slug)
        return ""

    def _slug_of_name(self, entry):
        suffixes = [official("en").suffix, *(language.suffix for language in LANGUAGES)]
        made = (slugify(entry.values.get(f"name_{suffix}", ""))[:60].strip("-") for suffix in suffixes)
        slug = next(filter(None, made), "")
        if not slug:
            raise TextRefused(_("Write a short name: none can be made of this name."))
        if self._folded(slug) in self._rows:
            raise _there_already(slug)
        return slug

    def _judge(self, entry, row, places):
        super()._judge(entry, row, places)
        if row and "protected" in entry.values:
            self._problem_of(entry, "protected", places, _("Protection is given and lifted on the speaker’s own page."))
        if not (row.protected if row else entry.values.get("protected")):
            return
        for name in protection.CONSENTS:
            if entry.values.get(name):
                words = _("A protected speaker has no photograph and gives no consent.")
                self._problem_of(entry, name, places, words)
        original = official(self._conference.original_language)
        if row is None and not entry.values.get(f"displayed_name_{original.suffix}"):
            words = _("A protected speaker needs a displayed name in the original language.")
            self._problem_of(entry, f"displayed_name_{original.exchange}", places, words)


_LEAVE_EMPTY = gettext_lazy("Leave it empty, and one is made.")


def _there_already(slug):
    words = _("“%(key)s” is there already. Write it here to change that speaker, else another short name.")
    return TextRefused(words % {"key": slug})


class _Delegations(_Looking):
    @cached_property
    def _states(self):
        return {state.iso3: state for state in State.objects.prefetch_related("former_names")}

    @cached_property
    def _names(self):
        """The keys of delegations that are of no State, by each of their names."""
        rows = [row for row in self._rows.values() if row.state is None]
        return {name.casefold(): key_of(row) for row in rows for name in texts(row, "name").values() if name}

    def _folded(self, key):
        return key.upper()

    def _make_key(self, entry, place):
        """A new delegation is of the State whose code its key is, under its names of that day; else it has no key."""
        entry.key = entry.key.upper()
        if not entry.key:
            self._refuse_known_name(entry)
        elif (state := self._states.get(entry.key)) is None:
            words = _("“%(key)s” is neither the code of a State nor the number of a delegation of this conference.")
            entry.problems.append(Problem(words % {"key": entry.key[:60]}, place, self._key))
        else:
            entry.values["state_id"] = state.pk
            entry.values.setdefault("kind", Delegation.Kind.STATES)
            for code, name in state.names_on(self._conference.starts_on).items():
                entry.values.setdefault(f"name_{official(code).suffix}", name)

    def _refuse_known_name(self, entry):
        for column in self._columns:
            name = entry.values.get(column.name, "") if column.field.name == "name" else ""
            if (known := self._names.get(name.casefold())) and name:
                words = _("The delegation “%(key)s” has this name. Write that key to change it.")
                entry.problems.append(Problem(words % {"key": known}, column=column))
                return
            if name:
                self._names[name.casefold()] = ""

    def _judge(self, entry, row, places):
        super()._judge(entry, row, places)
        kind = entry.values.get("kind") or (row.kind if row else "")
        if not kind:
            self._problem_of(entry, "kind", places, _("A new delegation needs a kind."))
        elif kind != Delegation.Kind.STATES and ("state_id" in entry.values or (row and row.state_id)):
            words = _("The delegation of a State is of the kind “Member States and observers”.")
            self._problem_of(entry, "kind", places, words)


def _same(one, other):
    return one == other or _plain(one) == _plain(other)


def _plain(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


_NOT_TEXT = {
    Formula: gettext_lazy("This is a formula. Write its result, or an apostrophe before it where it is text."),
    Moment: gettext_lazy("Excel took this for a date. Make the cell text and write it again."),
    Fault: gettext_lazy("This cell shows an error and no text."),
}


def _not_text(table, cells):
    return [
        Problem(str(_NOT_TEXT[type(cell)]), place, table.columns.get(place))
        for place, cell in cells.items()
        if type(cell) in _NOT_TEXT
    ]


def _without_heading(table, cells):
    return [
        Problem(_("This column has no heading."), place)
        for place, cell in cells.items()
        if place not in table.columns and type(cell) not in _NOT_TEXT
    ]
