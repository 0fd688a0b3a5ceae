"""Spans of time in words: each combination of units is one message in each language."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from conference.languages.durations import in_hours, in_words

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", ["ساعة واحدة و\u00a058 دقيقة", "ساعة واحدة ودقيقة واحدة", "ساعتان", "5 دقائق"]),
        ("zh-hans", ["1小时58分钟", "1小时1分钟", "2小时", "5分钟"]),
        ("en", ["1 hour 58 minutes", "1 hour 1 minute", "2 hours", "5 minutes"]),
        ("fr", ["1 heure et 58 minutes", "1 heure et 1 minute", "2 heures", "5 minutes"]),
        ("ru", ["1 час 58 минут", "1 час 1 минута", "2 часа", "5 минут"]),
        ("es", ["1 hora y 58 minutos", "1 hora y 1 minuto", "2 horas", "5 minutos"]),
    ],
)
def test_hours_and_minutes_are_joined_as_the_language_joins_them(code, written):
    with override(code):
        assert [in_hours(timedelta(minutes=minutes)) for minutes in (118, 61, 120, 5)] == written


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", ["3 دقائق", "دقيقتان و\u00a030 ثانية", "45 ثانية"]),
        ("zh-hans", ["3分钟", "2分钟30秒", "45秒"]),
        ("en", ["three minutes", "2 minutes 30 seconds", "45 seconds"]),
        ("fr", ["3 minutes", "2 minutes et 30 secondes", "45 secondes"]),
        ("ru", ["3 минуты", "2 минуты 30 секунд", "45 секунд"]),
        ("es", ["3 minutos", "2 minutos y 30 segundos", "45 segundos"]),
    ],
)
def test_minutes_and_seconds_are_joined_as_the_language_joins_them(code, written):
    with override(code):
        assert [in_words(timedelta(seconds=seconds)) for seconds in (180, 150, 45)] == written
