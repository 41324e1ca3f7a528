"""Preparing a campaign: a content, registers with their ground, the call list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Role
from entremise.commons.queries.decisions import activation, decision
from entremise.commons.queries.registers import register_counts, registers_open
from entremise.commons.vocabulary.law import RegisterKind
from entremise.journeys.build_call_list import build_call_list
from entremise.kits.queries import current_version_id, kits, version, version_card
from entremise.outreach.operations.campaigns import choose_sources, draft_campaign
from entremise.outreach.queries.campaigns import campaign_led, campaigns_of, has_title
from entremise.outreach.queries.gaps import gaps_of
from entremise.outreach.queries.grounds import Ground, grounds_for
from entremise.outreach.vocabulary.campaigns import Added, CampaignCard
from entremise.web.kits.reading import filled
from entremise.web.kits.words import DAYS
from entremise.web.lead.forms import CampaignForm, RegistersForm
from entremise.web.lead.words import CHECKS, STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import phone

CAMPAIGN_LASTS: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CampaignLine:
    card: CampaignCard
    state: StrOrPromise
    kind: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A register, how many people it holds, and what opens it now."""

    register_id: int
    title: str
    people: int
    ground: str
    is_chosen: bool


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_campaigns(request: HttpRequest) -> HttpResponse:
    found = campaigns_of(organization_id=actor_of(request).organization_id)
    lines = tuple(CampaignLine(card, *STATES[card.state]) for card in found)
    return page(
        request,
        "lead/campaigns.html",
        lines=lines,
        none_title=_("No campaign yet"),
        none_text=_("A campaign is ready in an hour when an act or a decision is in force."),
    )


@audience(Role.CAMPAIGN_LEAD)
def new_campaign(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    choices = tuple((card.version_id, f"{card.title}. {card.purpose}") for card in kits())
    today = localtime(visit.at).date()
    host = host_organization()
    initial = {
        "starts_on": today,
        "ends_on": today + CAMPAIGN_LASTS,
        "switchboard": phone(host.phone) if host else "",
    }
    form = CampaignForm(request.POST or None, kits=choices, is_taken=has_title, initial=initial)
    if form.is_valid():
        new = form.campaign(
            organization_id=visit.actor.organization_id or 0, territory_code=territory_of_host()
        )
        campaign_id = draft_campaign(actor=visit.actor, new=new, at=visit.at)
        return redirect("lead:registers", campaign_id=campaign_id)
    return page(request, "lead/new.html", form=form, steps=FIRST_STEPS)


def territory_of_host() -> str:
    """The commune whose instance this is, as its registers name it."""
    found = registers_open()
    return found[0].territory_code if found else ""


OPENING: Final = "lead:campaign"
STEPS: Final = (
    (gettext_lazy("Content"), "lead:new"),
    (gettext_lazy("Registers"), "lead:registers"),
    (gettext_lazy("Team"), "lead:team"),
    (gettext_lazy("Shifts"), "lead:shifts"),
    (gettext_lazy("Opening"), OPENING),
)
FIRST_STEPS: Final = tuple(
    (name, "" if place else "now") for place, (name, _url) in enumerate(STEPS)
)
Steps = tuple[tuple[StrOrPromise, str], ...]


def steps_of(campaign_id: int, here: str, at: datetime) -> Steps:
    """The short way to an open campaign: where one is, and what misses nothing any more."""
    missing = {CHECKS[gap][2] for gap in gaps_of(campaign_id=campaign_id, at=at)}
    undone = missing | {OPENING}
    return tuple(
        (name, "now" if url_name == here else "" if url_name in undone else "done")
        for name, url_name in STEPS
    )


@audience(Role.CAMPAIGN_LEAD)
def choose_registers(request: HttpRequest, campaign_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    lines = register_lines(campaign, at)
    choices = tuple((one.register_id, register_words(one)) for one in lines if one.ground)
    initial = {"sources": campaign.sources}
    form = RegistersForm(request.POST or None, registers=choices, initial=initial)
    if form.is_valid():
        sources = form.cleaned_data["sources"]
        choose_sources(actor=actor, campaign_id=campaign_id, sources=sources, at=at)
        added = build_call_list(actor=actor, campaign_id=campaign_id, at=at)
        messages.success(request, told(added))
        return redirect("lead:team", campaign_id=campaign_id)
    return page(
        request,
        "lead/registers.html",
        campaign=campaign,
        form=form,
        closed=tuple(one for one in lines if not one.ground),
        steps=steps_of(campaign_id, "lead:registers", at),
    )


def register_words(one: RegisterLine) -> str:
    return _("%(title)s: %(people)d people, %(ground)s") % {
        "title": one.title,
        "people": one.people,
        "ground": one.ground,
    }


def told(added: Added) -> str:
    words = _(
        "On the list: %(added)d. Without number (a letter or a visit): %(without)d."
        " Refusals: %(objected)d."
    ) % {"added": added.added, "without": added.unreachable, "objected": added.objected}
    if not added.elsewhere:
        return words
    called = ngettext(
        "%(count)d person is called by another campaign now: add her here once it is over.",
        "%(count)d people are called by another campaign now: add them here once it is over.",
        added.elsewhere,
    ) % {"count": added.elsewhere}
    return f"{words} {called}"


def register_lines(campaign: CampaignCard, at: datetime) -> tuple[RegisterLine, ...]:
    """Open registers, each with the act or decision that opens it for this purpose, or none."""
    found = [one for one in registers_open() if one.kind is not RegisterKind.CAMPAIGN]
    counts = register_counts([one.register_id for one in found])
    grounds = grounds_for(
        register_ids=[one.register_id for one in found],
        purpose=campaign.purpose,
        ends_at=campaign.ends_at,
        at=at,
    )
    by_register = {pk: ground for ground in grounds for pk in ground.registers}
    return tuple(
        RegisterLine(
            register_id=one.register_id,
            title=one.title,
            people=counts[one.register_id][0],
            ground=ground_words(by_register.get(one.register_id)),
            is_chosen=one.register_id in campaign.sources,
        )
        for one in found
    )


def ground_words(ground: Ground | None) -> str:
    """« act A-2, in force » or « decision 2026-03 »; empty when nothing opens it."""
    if ground is None:
        return ""
    if ground.decision_id is not None:
        return _("decision %(number)s") % {"number": decision(ground.decision_id).number}
    return _("act %(reference)s") % {
        "reference": activation(ground.activation_id or 0).act_reference
    }


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def build_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Add those who came into the registers since; nobody is added twice."""
    added = build_call_list(
        actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at
    )
    messages.success(request, told(added))
    return redirect("lead:campaign", campaign_id=campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_content(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The frozen content: hours, tries, script, themes, helps; and whether a newer one is in use."""
    campaign = campaign_led(actor=actor_of(request), campaign_id=campaign_id)
    kit = version(campaign.kit_version_id)
    return page(
        request,
        "lead/content.html",
        campaign=campaign,
        kit=kit,
        card=version_card(version_id=campaign.kit_version_id),
        newest=version_card(version_id=current_version_id(code=kit.code)),
        hours=tuple((tuple(DAYS[day] for day in row.days), row) for row in kit.calling.hours),
        steps=tuple(
            (" ".join(filled(kit, text) for text in step.say), step) for step in kit.script.steps
        ),
    )
