"""The staff's page of the pledges of a conference, below the record of each of its sessions."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conference.answers import telling
from conference.languages import official, texts
from conference.loading import require
from conference.posted import Words, posted
from conference.typed_fields import DayField
from floor.loading import session_for
from floor.models import Intervention
from floor.models.record import Pledge
from floor.page_context import page_context
from floor.pledges import pledges as acts
from floor.record.views import delegation_choices


class PledgeForm(forms.ModelForm):
    donor = forms.CharField(
        label=gettext_lazy("Donor"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Where the donor is not a delegation of the conference; in the language of this page."),
    )

    class Meta:
        model = Pledge
        fields = ["delegation", "amount", "currency", "announced_on"]
        field_classes = {"announced_on": DayField}
        widgets = {
            "currency": forms.TextInput(attrs={"size": 4, "maxlength": 3, "dir": "ltr", "autocomplete": "off"}),
        }

    field_order = ["delegation", "donor", "amount", "currency", "announced_on"]

    def __init__(self, *args, session, **kwargs):
        self.session = session
        today = timezone.now().astimezone(session.conference.zone).date()
        day = min(today, session.conference.ends_on)
        kwargs["instance"] = Pledge(conference=session.conference, announced_on=day)
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["delegation"].queryset = session.conference.delegations.all()
        self.fields["delegation"].choices = [("", "–"), *delegation_choices(session.conference)]
        self.fields["amount"].widget.attrs |= {"dir": "ltr"}

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()

    def clean(self):
        cleaned = super().clean()
        delegation, donor = cleaned.get("delegation"), cleaned.get("donor", "").strip()
        if bool(delegation) == bool(donor):
            raise forms.ValidationError(_("Choose a delegation, or write the name of another donor."))
        if donor:
            setattr(self.instance, f"donor_{official(get_language()).suffix}", donor)
        return cleaned

    def pledge(self):
        """The pledge as filled in, linked to the last intervention of the delegation in the session."""
        pledge = self.save(commit=False)
        made = self.session.interventions.on_record().exclude(state=Intervention.State.STRUCK)
        pledge.intervention = made.filter(delegation=pledge.delegation).exclude(delegation=None).last()
        return pledge


@require_http_methods(["GET", "HEAD", "POST"])
def pledges(request, conference, session):
    """All pledges of the conference with their totals, and putting one on the record."""
    row = session_for(request, conference, session, "floor.view_pledge")
    form = PledgeForm(request.POST or None, session=row) if may_write(request.user) else None
    if request.method == "POST":
        require(form)
        if form.is_valid():
            acts.announce(form.pledge(), by=request.user, at=timezone.now())
            messages.success(request, _("The pledge is on the record."))
            return redirect("floor:pledges", conference, session)
    found = list(row.conference.pledges.select_related("delegation"))
    context = {
        **page_context(row),
        "form": form,
        "pledges": [(pledge, donor_of(pledge)) for pledge in found],
        "totals": acts.totals(found),
    }
    return render(request, "floor/pledges/pledges.html", context, status=422 if form and form.errors else 200)


@require_POST
def pledge_confirm(request, conference, session, pk):
    return _act(request, conference, session, pk, acts.confirm, _("The pledge is confirmed."))


@require_POST
def pledge_strike(request, conference, session, pk):
    reason = posted(request, reason=Words()).reason
    return _act(
        request, conference, session, pk, acts.strike, _("The pledge is struck from the record."), reason=reason
    )


def _act(request, conference, session, pk, act, words, **details):
    row = session_for(request, conference, session, "floor.view_pledge")
    require(may_write(request.user))
    pledge = get_object_or_404(row.conference.pledges, pk=pk)
    with telling(request, words):
        act(pledge, by=request.user, at=timezone.now(), **details)
    return redirect("floor:pledges", conference, session)


def may_write(user):
    return user.has_perm("floor.run_floor") or user.has_perm("floor.take_notes")


def donor_of(pledge):
    """Whom a pledge is of: the texts of a delegation's name, or of another donor's."""
    return texts(pledge.delegation, "name") if pledge.delegation else texts(pledge, "donor")
