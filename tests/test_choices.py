"""What imports write holds only values that a form would let through: the database refuses any other choice."""

import pytest
from django.db.models import CheckConstraint

from conference.models import AuditEntry
from conference.models.checked_rows import check_fields
from conference.models.import_file import ImportRefused
from programme.models import Letter, Role, Session
from speakers.models import Delegation, Speaker, State
from tests.factories import make_conference, make_session
from translation.models import Text, Translation, Version
from translation.models.glossary import Term

IMPORTED = [AuditEntry, Speaker, Delegation, State, Session, Role, Letter, Text, Translation, Version, Term]


@pytest.mark.parametrize("model", IMPORTED, ids=lambda model: model.__name__)
def test_database_knows_the_choices_of_each_column(model):
    constraints = {each.name: each for each in model._meta.constraints if isinstance(each, CheckConstraint)}

    found = {field.name: field for field in model._meta.concrete_fields if field.choices}
    assert found
    for name, field in found.items():
        values = [*([""] if field.blank else []), *(value for value, _label in field.flatchoices)]
        constraint = constraints[f"{model._meta.model_name}_{name}_is_known"]
        assert dict(constraint.condition.children) == {f"{name}__in": values}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "Panel"}, "Kind of “Name” cannot be “Panel”: Value 'Panel' is not a valid choice."),
        ({"title_fr": "two\nlines"}, "This is one line; the text has a line break."),
        ({"title_ru": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_row_is_refused_as_its_form_would(values, words):
    session = make_session(make_conference(), title_en="Name")
    check_fields([session])
    for name, value in values.items():
        setattr(session, name, value)

    with pytest.raises(ImportRefused) as refusal:
        check_fields([session])

    assert str(refusal.value).startswith("Nothing was imported. ")
    assert words in str(refusal.value)
    check_fields([session], ["title_es"])
