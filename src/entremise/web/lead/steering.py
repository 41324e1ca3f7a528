"""Moving a campaign: check, open, pause, go on, close; take a call back; answer an alarm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys.end_campaign import end_campaign
from entremise.outreach.operations.alarms import close_alarm, see_alarm
from entremise.outreach.operations.campaigns import (
    begin_closing,
    check_campaign,
    open_campaign,
    order_sundays,
    pause_campaign,
    resume_campaign,
)
from entremise.outreach.operations.closing import take_back
from entremise.outreach.queries.campaigns import campaign_led
from entremise.web.lead.forms import ReasonForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


def back(campaign_id: int) -> HttpResponse:
    return redirect("lead:campaign", campaign_id=campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def check(request: HttpRequest, campaign_id: int) -> HttpResponse:
    gaps = check_campaign(actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at)
    if not gaps:
        messages.success(request, _("Nothing is missing. You may open the campaign."))
    return back(campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def open_now(request: HttpRequest, campaign_id: int) -> HttpResponse:
    open_campaign(actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at)
    messages.success(request, _("The campaign is open. Callers find their first person."))
    return back(campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def resume(request: HttpRequest, campaign_id: int) -> HttpResponse:
    resume_campaign(actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at)
    return back(campaign_id)


@audience(Role.CAMPAIGN_LEAD)
def pause(request: HttpRequest, campaign_id: int) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        pause_campaign(
            actor=actor_of(request),
            campaign_id=campaign_id,
            reason=form.cleaned_data["reason"],
            at=visit_of(request).at,
        )
        return back(campaign_id)
    return reason_page(
        request,
        campaign_id,
        form,
        _("Pause the campaign"),
        _("No call begins. Those going on may end."),
    )


@audience(Role.CAMPAIGN_LEAD)
def sundays(request: HttpRequest, campaign_id: int) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        order_sundays(
            actor=actor_of(request),
            campaign_id=campaign_id,
            order=form.cleaned_data["reason"],
            at=visit_of(request).at,
        )
        return back(campaign_id)
    form.fields["reason"].label = _("Reference of the written order")
    return reason_page(
        request,
        campaign_id,
        form,
        _("Call on Sundays and public holidays"),
        _("Only by written order, during a red alert."),
    )


def reason_page(
    request: HttpRequest, campaign_id: int, form: ReasonForm, title: str, lead: str
) -> HttpResponse:
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=title,
        lead=lead,
        act=title,
        back=_("Back to the campaign"),
        back_url=reverse("lead:campaign", args=[campaign_id]),
    )


@audience(Role.CAMPAIGN_LEAD)
def begin_end(request: HttpRequest, campaign_id: int) -> HttpResponse:
    if request.method == "POST":
        begin_closing(actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at)
        return back(campaign_id)
    return confirm_page(
        request,
        campaign_id,
        "lead:closing",
        _("End the campaign gently?"),
        _("Nobody is called for the first time any more. Promises and new tries go on."),
        _("Begin to close"),
    )


@audience(Role.CAMPAIGN_LEAD)
def close(request: HttpRequest, campaign_id: int) -> HttpResponse:
    if request.method == "POST":
        end_campaign(actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at)
        return back(campaign_id)
    return confirm_page(
        request,
        campaign_id,
        "lead:close",
        _("Close the campaign?"),
        _("What is left is not called. The grants of callers end now. This cannot be undone."),
        _("Close the campaign"),
    )


def confirm_page(
    request: HttpRequest, campaign_id: int, name: str, title: str, text: str, act: str
) -> HttpResponse:
    campaign = campaign_led(actor=actor_of(request), campaign_id=campaign_id)
    return page(
        request,
        "phone/confirm.html",
        title=title,
        text=f"{campaign.title}. {text}",
        act=act,
        action=reverse(name, args=[campaign_id]),
        back=_("Back to the campaign"),
        back_url=reverse("lead:campaign", args=[campaign_id]),
    )


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def take_call_back(request: HttpRequest, campaign_id: int, call_id: int) -> HttpResponse:
    take_back(actor=actor_of(request), call_id=call_id, at=visit_of(request).at)
    messages.success(request, _("The call is taken back."))
    return back(campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def take_alarm(request: HttpRequest, campaign_id: int, alarm_id: int) -> HttpResponse:
    see_alarm(actor=actor_of(request), alarm_id=alarm_id, at=visit_of(request).at)
    return back(campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def settle_alarm(request: HttpRequest, campaign_id: int, alarm_id: int) -> HttpResponse:
    close_alarm(actor=actor_of(request), alarm_id=alarm_id, at=visit_of(request).at)
    return back(campaign_id)
