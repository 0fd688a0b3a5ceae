"""Every cue card about a delegation, a group or a person, in six languages, for people to read; nothing is stored.

The names are those that ship: States, their former names, groups of States. With them come an organization that has
forms for sentences and one that has none, and a person under the four usual forms of address.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import override

from conference.languages import CODES, columns_by_code
from floor import cue_cards
from floor.groups import FILE
from floor.models import Group, Intervention
from programme.models import Role
from speakers.courtesy_titles import title_in
from speakers.management.commands.load_states import DATA, rows_of
from speakers.models import Delegation, FormerName, Speaker, State
from speakers.models.name_forms import FORMS

FORMS_OF_ADDRESS = ("Mr.", "Ms.", "H.E. Mr.", "H.E. Ms.")
PERSON = {
    "ar": ("أندريا بورغ", "رئاسة الوفد"),
    "zh-hans": ("安德烈娅·博尔格", "司法部长"),
    "en": ("Andrea Borg", "Minister of Justice"),
    "fr": ("Andrea Borg", "Ministre de la justice"),
    "ru": ("Андреа Борг", "министр юстиции"),
    "es": ("Andrea Borg", "Fiscal General"),
}
ORGANIZATION = {
    "name_ar": "المنظمة الدولية للهجرة",
    "name_zh_hans": "国际移民组织",
    "name_en": "International Organization for Migration",
    "name_fr": "Organisation internationale pour les migrations",
    "name_ru": "Международная организация по миграции",
    "name_es": "Organización Internacional para las Migraciones",
}
ITS_FORMS = {
    "in_text_ar": "المنظمة الدولية للهجرة",
    "in_text_en": "the International Organization for Migration",
    "of_fr": "de l’Organisation internationale pour les migrations",
    "of_ru": "Международной организации по миграции",
    "of_es": "de la Organización Internacional para las Migraciones",
}


class Card(NamedTuple):
    about: str
    occasion: str
    language: str
    sentence: str


def all_cards() -> Iterator[Card]:
    """Yields the cards, name by name, each in the six languages."""
    delegations = {key: Delegation(pk=1, kind="states", state=_unsaved(State, row), **row) for key, row in _states()}
    for key, delegation in delegations.items():
        yield from _of_delegation(key, delegation)
    france = delegations["FRA"]
    for row in json.loads(FILE.read_text(encoding="utf-8")):
        columns = {column: row[code] for code, column in columns_by_code("name").items()}
        group = Group(pk=1, **columns, **{form: row[form] for form in FORMS.values()})
        yield from _cards(row["en"], {"giving, group": {"group": group}}, delegation=france)
        yield from _cards(row["en"], {"giving, group, person": {"group": group, "person": "Ms."}}, delegation=france)
    for title in FORMS_OF_ADDRESS:
        yield from _cards(title, _occasions(person=title), delegation=france)
        yield from _of_panellist(title)
    for key, forms in (("organization with forms", ITS_FORMS), ("organization without forms", {})):
        organization = Delegation(pk=1, kind="intergovernmental", **ORGANIZATION, **forms)
        yield from _of_delegation(key, organization)
        yield from _cards(key, _occasions(person="H.E. Ms."), delegation=organization)
        without = Group(pk=1, **ORGANIZATION)
        yield from _cards(key, {"giving, group without forms": {"group": without}}, delegation=organization)


def _states() -> Iterator[tuple[str, dict[str, str]]]:
    """Yields the names under which delegations of States take part: {column: text}."""
    wanted = {*columns_by_code("name").values(), *FORMS.values()}
    for row in rows_of(DATA / "states.csv"):
        yield row["iso3"], {column: text for column, text in row.items() if column in wanted}
    for row in rows_of(DATA / "former_names.csv"):
        names = {column: text for column, text in row.items() if column in wanted}
        yield f"{row['iso3']} until {row['valid_until']}", names


def _unsaved(model: type[State | FormerName], row: dict[str, str]) -> Any:
    return model(pk=1, **row)


def _of_delegation(key: str, delegation: Delegation) -> Iterator[Card]:
    yield from _cards(key, _occasions(), delegation=delegation)
    yield from _cards(key, {"giving, person": {"person": "H.E. Ms."}}, delegation=delegation)
    yield from _cards(key, {"giving, level": {"level": "minister"}}, delegation=delegation)


def _occasions(**person: str) -> dict[str, dict[str, Any]]:
    mark = ", person" if person else ""
    return {
        f"giving{mark}": person,
        f"point of order{mark}": {"kind": Intervention.Kind.POINT_OF_ORDER, **person},
        f"right of reply{mark}": {"kind": Intervention.Kind.RIGHT_OF_REPLY, **person},
        f"going on{mark}": {"act": cue_cards.going_on, **person},
        f"thanks{mark}": {"act": cue_cards.thanking, **person},
    }


def _cards(key: str, occasions: dict[str, dict[str, Any]], **given: Any) -> Iterator[Card]:
    for occasion, fields in occasions.items():
        values = {**given, **fields}
        act, title = values.pop("act", cue_cards.giving), values.pop("person", "")
        for code in CODES:
            row = Intervention(**values)
            if title:
                row.speaker_title, (row.speaker_name, row.speaker_function) = title, PERSON[code]
            with override(code):
                yield Card(key, occasion, code, act(row))


def _of_panellist(title: str) -> Iterator[Card]:
    titles = {code: title_in(title, code) for code in CODES}
    names = {code: name for code, (name, __) in PERSON.items()}
    speaker = Speaker(
        **{column: titles[code] for code, column in columns_by_code("courtesy_title").items()},
        **{column: names[code] for code, column in columns_by_code("name").items()},
    )
    row: Any = Intervention(role=Role(pk=1, speaker=speaker))
    row.titles, row.names = titles, names
    for code in CODES:
        with override(code):
            yield Card(title, "panellist, giving", code, cue_cards.giving(row))
            yield Card(title, "panellist, going on", code, cue_cards.going_on(row))
            yield Card(title, "panellist, thanks", code, cue_cards.thanking(row))
            yield Card(title, "greeting", code, cue_cards.opening("", [speaker, speaker], code)[0][1])
