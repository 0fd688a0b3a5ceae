from datetime import UTC, date, datetime

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Form
from django.utils import timezone
from django.utils.translation import override

from conference.adminsite.audited import ReadOnlyAdmin
from conference.languages import CODES
from conference.languages.dates import day_text, time_text
from conference.typed_fields import DayField, HourField, MomentField, ShortNameField, SplitMomentField, ZoneField

DAY = date(2027, 3, 22)


@pytest.mark.parametrize("code", CODES)
def test_refusal_shows_an_example_that_the_language_prints_and_the_field_reads(code):
    with override(code):
        for field, wrong in ((DayField(), "soon"), (HourField(), "soon")):
            with pytest.raises(ValidationError) as refused:
                field.clean(wrong)

            example = refused.value.params["example"]
            assert example in refused.value.messages[0]
            assert field.clean(example)
            assert field.clean(refused.value.params["figures"])
            assert field.widget.attrs["placeholder"] == example


@pytest.mark.parametrize("code", CODES)
def test_refusal_of_an_ambiguous_day_shows_both_readings(code):
    with override(code), pytest.raises(ValidationError) as refused:
        MomentField().clean("03/04/2027 10:15")

    [message] = refused.value.messages
    assert day_text(date(2027, 4, 3), code) in message
    assert day_text(date(2027, 3, 4), code) in message


def test_two_fields_of_a_moment_are_read_in_the_active_zone():
    with timezone.override("America/New_York"), override("fr"):
        typed = [day_text(DAY, "fr", weekday=True), time_text(datetime(2027, 3, 22, 10, 15), "fr")]

        assert SplitMomentField().clean(typed) == datetime(2027, 3, 22, 14, 15, tzinfo=UTC)
        assert MomentField().clean("22 March 2027, 10.15 a.m.") == datetime(2027, 3, 22, 14, 15, tzinfo=UTC)


@pytest.mark.parametrize(("text", "proposed"), [("Water 2027", "water-2027"), ("Вода", "voda"), ("水", "water-2027")])
def test_refusal_of_a_short_name_proposes_one(text, proposed):
    with pytest.raises(ValidationError) as refused:
        ShortNameField(max_length=60).clean(text)

    assert f"such as {proposed}." in refused.value.messages[0]
    assert ShortNameField(max_length=60).clean(f" {proposed} ") == proposed


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Africa/Nairobi", "Africa/Nairobi"),
        ("africa/nairobi", "Africa/Nairobi"),
        (" nairobi ", "Africa/Nairobi"),
        ("Geneva", "Europe/Zurich"),
        ("Genève", "Europe/Zurich"),
        ("Женева", "Europe/Zurich"),
        ("纽约", "America/New_York"),
        ("Nueva York", "America/New_York"),
        ("US/Eastern", "US/Eastern"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_zone_is_named_by_a_place_in_any_language(text, zone):
    assert ZoneField().clean(text) == zone


def test_zones_are_offered_by_their_places_in_the_language_of_the_reader():
    with override("fr"):
        options = ZoneField().get_bound_field(Form(), "zone").as_widget()

    assert '<option value="Europe/Zurich" label="Genève">Genève</option>' in options
    assert '<option value="America/New_York" label="New York">New York</option>' in options
    assert options.count("<option") > 400


def test_every_day_and_time_of_the_admin_is_typed(rf):
    request = rf.get("/")
    typed = {models.DateTimeField: SplitMomentField, models.DateField: DayField, models.TimeField: HourField}
    asked = 0
    for model, model_admin in admin.site._registry.items():
        if isinstance(model_admin, ReadOnlyAdmin):
            continue
        for column in model._meta.concrete_fields:
            kind = next((typed[each] for each in type(column).__mro__ if each in typed), None)
            if kind and column.editable:
                asked += 1
                assert isinstance(model_admin.formfield_for_dbfield(column, request), kind), column
    assert asked > 8
