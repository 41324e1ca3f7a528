"""Enrolling oneself: what calling asks, then a form; a lead answers."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from entremise.accounts.queries import host_organization
from entremise.kits.queries import training
from entremise.outreach.operations.engaging import ask_to_call
from entremise.outreach.queries.staffing import engagement_of
from entremise.outreach.vocabulary.staffing import EngagementKind, NewEngagement
from entremise.web.phone.languages import LANGUAGES
from entremise.web.shell.audience import PUBLIC, SIGNED_IN, audience
from entremise.web.shell.chrome import chrome_of
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

HOURS_AT_MOST = 20
DAY_WIDGET = {"type": "date", "class": "w10"}


class EngagementForm(forms.Form):
    """How she comes, how much, until when; an agent's manager says yes."""

    kind = forms.ChoiceField(
        label=gettext_lazy("In what capacity?"),
        choices=(
            (EngagementKind.VOLUNTEER, gettext_lazy("As a volunteer")),
            (EngagementKind.AGENT, gettext_lazy("As an agent, with my manager's consent")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you come.")},
    )
    hours_per_week = forms.IntegerField(
        label=gettext_lazy("Hours a week, at most"),
        min_value=1,
        max_value=HOURS_AT_MOST,
        initial=3,
        widget=forms.NumberInput(attrs={"class": "w4"}),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("The access ends that evening. It can be renewed."),
        widget=forms.DateInput(attrs=DAY_WIDGET, format="%Y-%m-%d"),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"),
        choices=tuple(LANGUAGES.items()),
        initial=["fr"],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )
    manager_name = forms.CharField(
        label=gettext_lazy("Manager who agreed (agents only)"), max_length=120, required=False
    )
    consented_on = forms.DateField(
        label=gettext_lazy("On which day did she or he agree?"),
        required=False,
        widget=forms.DateInput(attrs=DAY_WIDGET, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["ends_on"].initial = today + timedelta(days=90)

    def clean_ends_on(self) -> date:
        on: date = self.cleaned_data["ends_on"]
        if on <= self.today:
            raise ValidationError(_("This day is past. Write a day to come."))
        return on

    def clean_consented_on(self) -> date | None:
        on: date | None = self.cleaned_data["consented_on"]
        if on and on > self.today:
            raise ValidationError(_("This day has not come yet."))
        return on

    def engagement(self, user_id: int, organization_id: int) -> NewEngagement:
        given = self.cleaned_data
        is_agent = given["kind"] == EngagementKind.AGENT
        return NewEngagement(
            user_id=user_id,
            organization_id=organization_id,
            kind=EngagementKind(given["kind"]),
            hours_per_week=given["hours_per_week"],
            ends_on=given["ends_on"],
            languages=tuple(given["languages"]),
            manager_name=given["manager_name"] if is_agent else "",
            consented_on=given["consented_on"] if is_agent else None,
        )


@audience(PUBLIC)
@require_safe
def show_invitation(request: HttpRequest) -> HttpResponse:
    """What calling is, before any account."""
    host = chrome_of(request).host
    return page(
        request,
        "phone/invitation.html",
        training=training(organization_id=host.organization_id if host else None),
        is_signed_in=actor_of(request).user_id is not None,
    )


@audience(SIGNED_IN)
def engage(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    known, host = engagement_of(user_id=actor.user_id), host_organization()
    form = EngagementForm(request.POST or None, today=localdate(at))
    if known is None and host is not None and form.is_valid():
        organization_id = actor.organization_id or host.organization_id
        new = form.engagement(actor.user_id or 0, organization_id)
        ask_to_call(actor=actor, new=new, at=at)
        messages.success(request, _("Thank you. A lead of the calls answers you."))
        return redirect("phone:engage")
    return page(request, "phone/engage.html", form=form, known=known)
