"""Waves of a campaign: how they went, the next one, its rhythm; begin one, change or stop the rhythm."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.outreach.operations.waves import begin_wave, set_rhythm
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.queries.grounds import registers_open_to
from entremise.outreach.queries.waves import proposed_days
from entremise.outreach.vocabulary.campaigns import OVER, CampaignCard, CampaignState
from entremise.outreach.vocabulary.waves import RHYTHM_AT_MOST, WaveCard, rhythm_words
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import day

DAYS_AT_FIRST: Final = 2
ENDING: Final = OVER | {CampaignState.CLOSING}


@dataclass(frozen=True, slots=True)
class WavesShown:
    """What the board says of waves: each of them, and in words what comes next."""

    waves: tuple[WaveCard, ...]
    rhythm: str
    next_words: str

    @property
    def is_beginning(self) -> bool:
        return any(one.is_beginning for one in self.waves)


class RhythmForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Days between two waves"),
        min_value=1,
        max_value=RHYTHM_AT_MOST,
        widget=forms.NumberInput(attrs={"class": "w10"}),
        error_messages={"required": gettext_lazy("Write a number of days.")},
    )
    next_on = forms.DateField(
        label=gettext_lazy("Day of the next wave"),
        help_text=gettext_lazy("Left empty: so many days from today."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w10"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_next_on(self) -> date | None:
        on: date | None = self.cleaned_data["next_on"]
        if on is not None and on <= self.today:
            raise forms.ValidationError(_("Choose a day after today, or begin a wave now."))
        return on


def waves_shown(campaign: CampaignCard, waves: tuple[WaveCard, ...], at: datetime) -> WavesShown:
    return WavesShown(
        waves=waves,
        rhythm=rhythm_of(campaign),
        next_words=next_words(campaign, at),
    )


def rhythm_of(campaign: CampaignCard) -> str:
    days = campaign.rhythm_days
    return rhythm_words(days) if days and campaign.state not in ENDING else ""


def next_words(campaign: CampaignCard, at: datetime) -> str:
    """When the next wave begins, or why none does; nothing once the campaign ends."""
    if campaign.state in ENDING:
        return ""
    if campaign.rhythm_days is None:
        return advised_words(campaign)
    if campaign.opened_at is None:
        return _("The first day is counted from the opening.")
    if campaign.next_wave_on is None:
        return _("No other wave before the last day.")
    return dated_words(campaign, campaign.next_wave_on, at)


def advised_words(campaign: CampaignCard) -> str:
    days = proposed_days(campaign=campaign)
    if days is None:
        return _("Nobody is called again unless you begin a wave.")
    words = ngettext(
        "This content advises a wave every day. None is planned.",
        "This content advises a wave every %(days)d days. None is planned.",
        days,
    )
    return words % {"days": days}


def dated_words(campaign: CampaignCard, on: date, at: datetime) -> str:
    if campaign.state is CampaignState.PAUSED:
        return _("The campaign is paused: no wave begins.")
    if on > localdate(at):
        return _("Next wave: %(day)s.") % {"day": day(on)}
    if registers_open_to(campaign_id=campaign.campaign_id, at=at):
        return _("The wave of today begins within five minutes.")
    return _("The wave of %(day)s has not begun: no act and no decision in force lets us call.") % {
        "day": day(on)
    }


@audience(Role.CAMPAIGN_LEAD)
def rhythm(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Every so many days, as the content advises or as the lead decides."""
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    today = localdate(at)
    days = campaign.rhythm_days or proposed_days(campaign=campaign) or DAYS_AT_FIRST
    next_on = campaign.next_wave_on or (today + timedelta(days=days))
    initial = {"days": days, "next_on": next_on if campaign.opened_at else None}
    form = RhythmForm(request.POST or None, initial=initial, today=today)
    if campaign.opened_at is None:
        del form.fields["next_on"]
    if form.is_valid():
        given = form.cleaned_data
        set_rhythm(
            actor=actor,
            campaign_id=campaign_id,
            days=given["days"],
            next_on=given.get("next_on"),
            at=at,
        )
        messages.success(request, _("The rhythm is kept."))
        return redirect("lead:campaign", campaign_id=campaign_id)
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("Rhythm of the waves"),
        lead=_(
            "At each wave, whoever was talked with is called again. Whoever was not reached stays on the list."
        ),
        act=_("Keep this rhythm"),
        back=_("Back to the campaign"),
        back_url=reverse("lead:campaign", args=[campaign_id]),
    )


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def stop_rhythm(request: HttpRequest, campaign_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    set_rhythm(actor=actor, campaign_id=campaign_id, days=None, at=at)
    messages.success(request, _("No wave begins by itself any more."))
    return redirect("lead:campaign", campaign_id=campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def new_wave(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Those whose call is done are called again; the unreached carry over."""
    at = visit_of(request).at
    begin_wave(actor=actor_of(request), campaign_id=campaign_id, at=at)
    messages.success(request, _("The wave begins: its people are being put on the list."))
    return redirect("lead:campaign", campaign_id=campaign_id)
