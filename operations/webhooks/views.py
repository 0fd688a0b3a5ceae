"""The pages of webhooks. A secret is shown once, in the answer to the act that made it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conference.loading import conference_for
from conference.models import WebhookKind
from conference.posted import Pressed, posted
from conference.staff_pages import staff_page_context
from conference.webhooks import managing
from conference.webhooks.delivering import NOT_PUBLIC, STOPPED, send_again
from conference.webhooks.events import note
from operations.webhooks.forms import WebhookForm

PERMISSION = "conference.release_programme"
PER_PAGE = 50


def _webhook(request, slug, pk):
    row = conference_for(request, slug, PERMISSION)
    return get_object_or_404(row.webhooks.select_related("conference", "made_by"), pk=pk)


def _page(request, conference, template, status=200, **context):
    shown = {**staff_page_context(request, conference), **context}
    return render(request, f"operations/webhooks/{template}.html", shown, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request, conference):
    """List the webhooks of a conference, and add one."""
    row = conference_for(request, conference, PERMISSION)
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        added = managing.add(row, sent["address"], sent["kinds"], by=request.user, at=timezone.now())
        return _page(request, row, "webhook_secret", webhook=added)
    found = row.webhooks.select_related("made_by")
    status = 422 if form.is_bound else 200
    return _page(request, row, "webhooks", status, webhooks=[_named(each) for each in found], form=form)


def _named(webhook):
    """Give a webhook the names of its kinds for a template."""
    webhook.kind_names = [kind.label for kind in WebhookKind if kind in webhook.kinds]
    return webhook


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request, conference, pk):
    """Show a webhook with the log of its deliveries, and change it."""
    row = _webhook(request, conference, pk)
    initial = {"address": row.address, "kinds": row.kinds}
    form = WebhookForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        managing.change(row, sent["address"], sent["kinds"], by=request.user, at=timezone.now())
        messages.success(request, _("The webhook is changed."))
        return redirect("operations:webhook", conference, pk)
    page = Paginator(row.deliveries.all(), PER_PAGE).get_page(request.GET.get("page"))
    reasons = {NOT_PUBLIC: _("It was not public."), STOPPED: _("The webhook was switched off.")}
    for delivery in page:
        delivery.words = reasons.get(delivery.answer, delivery.answer)
    status = 422 if form.is_bound else 200
    return _page(request, row.conference, "webhook", status, webhook=row, form=form, page=page)


@require_POST
def webhook_test(request, conference, pk):
    """Send a test, also to a webhook that wants to know of other things alone."""
    note(_webhook(request, conference, pk), WebhookKind.TEST, at=timezone.now())
    messages.success(request, _("A test is on its way; load the page again to see the answer."))
    return redirect("operations:webhook", conference, pk)


@require_POST
def webhook_switch(request, conference, pk):
    """Switch a webhook on or off."""
    is_on = posted(request, on=Pressed()).on
    managing.switch(_webhook(request, conference, pk), is_on, by=request.user, at=timezone.now())
    messages.success(request, _("The webhook is switched on.") if is_on else _("The webhook is switched off."))
    return redirect("operations:webhook", conference, pk)


@never_cache
@require_POST
def webhook_secret(request, conference, pk):
    """Make a new secret, and show it once."""
    row = _webhook(request, conference, pk)
    managing.renew_secret(row, by=request.user, at=timezone.now())
    return _page(request, row.conference, "webhook_secret", webhook=row)


@require_POST
def webhook_remove(request, conference, pk):
    managing.remove(_webhook(request, conference, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The webhook is removed."))
    return redirect("operations:webhooks", conference)


@require_POST
def delivery_again(request, conference, pk, delivery):
    """Send an event once more."""
    row = _webhook(request, conference, pk)
    send_again(get_object_or_404(row.deliveries, pk=delivery))
    messages.success(request, _("The event is sent again."))
    return redirect("operations:webhook", conference, pk)
