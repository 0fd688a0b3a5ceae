"""The officer's page of private links: who has one, making, printing and revoking them, until when they work."""

from datetime import datetime, time

import segno
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, Q
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.languages import official, texts
from conference.loading import conference_for, keys_in
from conference.models import LAST_YEAR, AuditEntry
from conference.posted import Several, Words, posted
from conference.refusals import ConferenceArchived
from conference.staff_pages import staff_page_context
from conference.templatetags.languages import in_language
from programme.answers.officer_views import PERMISSION
from speakers.answers.links import address_of, language_of
from speakers.models import AnswerLink, AnswerPeriod, Speaker
from speakers.models.answer_links import links_until

PER_PAGE = 100


class PeriodForm(forms.Form):
    """Both are days: a link works until the end of its last one, by the clock of the venue."""

    reply_by = forms.DateField(
        label=gettext_lazy("Answers are asked for until"), required=False, widget=forms.DateInput({"type": "date"})
    )
    links_until = forms.DateField(
        label=gettext_lazy("Links work until"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def _day(self, name):
        day = self.cleaned_data[name]
        if day and day < self.today:
            raise forms.ValidationError(_("This day is over; choose a later one."))
        if day and day.year > LAST_YEAR:
            raise forms.ValidationError(_("Choose a year up to %(last)d.") % {"last": LAST_YEAR})
        return day

    def clean_reply_by(self):
        return self._day("reply_by")

    def clean_links_until(self):
        return self._day("links_until")


class FilterForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[("", gettext_lazy("all")), *Speaker.Status.choices], required=False
    )
    without = forms.BooleanField(label=gettext_lazy("Without a link that works"), required=False)


def _today(conference):
    return timezone.now().astimezone(conference.zone).date()


@never_cache
@require_safe
def links(request, conference):
    return _page(request, conference_for(request, conference, PERMISSION))


def _page(request, row, form=None, status=200):
    at = timezone.now()
    wanted = FilterForm(request.GET)
    page = Paginator(_speakers(row, at, wanted), PER_PAGE).get_page(request.GET.get("page"))
    period = AnswerPeriod.objects.filter(conference=row).first()
    initial = {
        "reply_by": period.reply_by if period else None,
        "links_until": links_until(row, at).astimezone(row.zone).date(),
    }
    context = {
        **staff_page_context(request, row),
        "page": page,
        "wanted": wanted,
        "form": form or PeriodForm(initial=initial, today=_today(row)),
        "number_without": _without_link(row, at).count(),
        "number_of_links": AnswerLink.objects.valid(at).of(row).count(),
    }
    return render(request, "programme/answers/answer_links.html", context, status=status)


def _speakers(conference, at, wanted):
    """The speakers with until when their links work, and when one was first opened."""
    valid = Q(answer_links__revoked_at=None, answer_links__valid_until__gt=at)
    found = conference.speakers.order_by("slug").annotate(
        link_until=Max("answer_links__valid_until", filter=valid),
        link_opened_at=Max("answer_links__opened_at"),
    )
    chosen = wanted.cleaned_data if wanted.is_valid() else {}
    if chosen.get("status"):
        found = found.filter(status=chosen["status"])
    return found.filter(link_until=None) if chosen.get("without") else found


def _without_link(conference, at):
    """Those who may come and have no link that works."""
    valid = AnswerLink.objects.valid(at).filter(speaker=OuterRef("pk"))
    return conference.speakers.expected().exclude(Exists(valid))


@never_cache
@require_POST
def make_cards(request, conference):
    """New links for those ticked, or for all who have none. The answer shows them, once."""
    row, at = conference_for(request, conference, PERMISSION), timezone.now()
    if row.archived_at:
        raise ConferenceArchived
    sent = posted(request, speaker=Several(), which=Words())
    chosen = row.speakers.filter(pk__in=keys_in(sent.speaker))
    if sent.which == "without":
        chosen = _without_link(row, at)
    people = list(chosen.select_related("conference").order_by("slug"))
    if not people:
        messages.info(request, _("Nobody was chosen."))
        return redirect("programme:answer-links", conference)
    until = links_until(row, at)
    made = AnswerLink.objects.make(people, valid_until=until, by=request.user, at=at)
    context = {
        **staff_page_context(request, row),
        "cards": [_card(link.speaker, secret) for link, secret in made],
        "number": len(made),
        "valid_until": until.astimezone(row.zone),
    }
    return render(request, "programme/answers/answer_cards.html", context)


def _card(speaker, secret):
    """What is printed on a card; of a protected person, the displayed name alone."""
    language = official(language_of(speaker))
    address = address_of(speaker, secret, language.code)
    with translation.override(language.code):
        name, in_which = in_language(speaker.public_name, speaker.conference.original_language)
        title, _language = in_language(texts(speaker.conference, "title"), speaker.conference.original_language)
    return {
        "language": language,
        "name": name,
        "name_language": in_which,
        "title": title,
        "address": address.removeprefix("https://").removeprefix("http://"),
        # The markup is segno's own: black on white in any mode, with the quiet zone that readers need.
        "code": mark_safe(segno.make_qr(address, error="m").svg_inline(border=4, light="#fff", omitsize=True)),
    }


@require_POST
def revoke(request, conference):
    """Revoke the links of those ticked, or all of the conference."""
    row = conference_for(request, conference, PERMISSION)
    sent = posted(request, speaker=Several(), which=Words())
    found = AnswerLink.objects.of(row)
    if sent.which != "all":
        found = found.filter(speaker__in=keys_in(sent.speaker))
    number = found.revoke(by=request.user, at=timezone.now())
    words = ngettext("%(number)d link was revoked.", "%(number)d links were revoked.", number)
    messages.success(request, words % {"number": number})
    return redirect("programme:answer-links", conference)


@require_POST
def set_period(request, conference):
    row, at = conference_for(request, conference, PERMISSION), timezone.now()
    form = PeriodForm(request.POST, today=_today(row))
    if not form.is_valid():
        return _page(request, row, form, status=422)
    day = form.cleaned_data["links_until"]
    until = datetime.combine(day, time(23, 59), row.zone) if day else None
    values = {"reply_by": form.cleaned_data["reply_by"], "links_until": until}
    AnswerPeriod.objects.update_or_create(conference=row, defaults=values)
    AuditEntry.objects.record(
        act=AuditEntry.Act.SET_ANSWER_PERIOD,
        subject=row,
        by=request.user,
        at=at,
        conference=row,
        detail={name: value.isoformat() if value else "" for name, value in values.items()},
    )
    messages.success(request, _("The days are set; links that were made before keep theirs."))
    return redirect("programme:answer-links", conference)
