"""The audit log, for the auditor: who looked at what, newest first. It shows ids; the auditor reads no records."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts import audit_words
from accounts.access import needs
from accounts.http import Request
from accounts.models import AuditEvent
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import begin_of
from agencies.forms import EraDateField


class NarrowForm(forms.Form):
    """Which events are wanted; every box may stay empty."""

    who = forms.CharField(label=_("Who"), required=False, max_length=100, help_text=_("name or agency"))
    verb = forms.ChoiceField(
        label=_("What was done"), required=False, choices=[("", _("All")), *audit_words.WORDS.items()]
    )
    first = EraDateField(label=_("From this day"), required=False)
    last = EraDateField(label=_("To this day"), required=False)
    household = forms.IntegerField(
        label=_("Household (internal number)"), required=False, min_value=1, max_value=2**62, widget=forms.TextInput
    )

    def narrow(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        wanted = self.cleaned_data
        if who := wanted["who"]:
            events = events.filter(Q(by__staff__name__icontains=who) | Q(by__agency__name__icontains=who))
        if wanted["verb"]:
            events = events.filter(verb=wanted["verb"])
        if wanted["first"]:
            events = events.filter(at__gte=begin_of(wanted["first"]))
        if wanted["last"]:
            events = events.filter(at__lt=begin_of(wanted["last"] + timedelta(days=1)))
        if wanted["household"]:
            events = events.filter(household_id=wanted["household"])
        return events


@needs(Permission.AUDIT_READ)
def audit_log(request: Request) -> HttpResponse:
    form = NarrowForm(request.GET)
    events = AuditEvent.objects.select_related("by__staff", "by__agency")
    events = form.narrow(events) if form.is_valid() else events.none()
    page = keyset_page(events, request, order=["-pk"])
    lines = [
        (each, audit_words.said(each.verb), audit_words.kind(each.about_type), audit_words.details(each.detail))
        for each in page
    ]
    context = {
        "page": page,
        "lines": lines,
        "form": form,
        "narrowed": any(request.GET.get(each) for each in form.fields),
    }
    return render(request, "accounts/audit_log.html", context, status=200 if form.is_valid() else 422)
