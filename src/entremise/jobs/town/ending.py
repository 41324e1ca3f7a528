"""The end of campaigns: the winter's, emptied at its date with the visa of the archives; July's, proposed to them and suspended."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.commons.operations.activations import activate_plan, lift_plan
from entremise.commons.operations.deletions import hold_deletion, note_visa
from entremise.commons.vocabulary.activations import NewActivation, PlanKind
from entremise.commons.vocabulary.deletions import Answer, HoldReason, NewHold, Visa
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.july import LEAD, MAYOR, calls_of
from entremise.jobs.town.simulation import Platform
from entremise.jobs.town.staff import CALLERS
from entremise.journeys.archive_campaigns import archive_due
from entremise.journeys.draw_elimination import draw_elimination
from entremise.kits.queries import current_version_id
from entremise.outreach.operations.callers import admit_caller
from entremise.outreach.operations.campaigns import (
    check_campaign,
    close_campaign,
    draft_campaign,
    open_campaign,
)
from entremise.outreach.operations.lists import add_calls
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.vocabulary.campaigns import Level, NewCaller, NewCampaign
from entremise.people.vocabulary import PersonFacts

STEWARD, OFFICER = "Noémie Castagné", "Youssef Aït-Braham"
COLD: Final = datetime(2026, 2, 10, 8, tzinfo=UTC)
PEOPLE, CALLS = 12, 16
AT_NIGHT: Final = timedelta(hours=20)


def play_winter(cast: Cast, alert: int, facts: Sequence[PersonFacts], now: datetime) -> None:
    """Twelve people called in three days of frost; what they said is deleted six months later, if that is past."""
    activation_id = activate(cast)
    campaign_id = call_in_the_cold(cast, alert, facts)
    ended = COLD + timedelta(days=10)
    close_campaign(actor=cast.actor(LEAD, ended), campaign_id=campaign_id, at=ended)
    lift_plan(
        actor=cast.actor(MAYOR, ended),
        activation_id=activation_id,
        act_reference="Message du préfet du 13 février 2026",
        act_on=date(2026, 2, 13),
        at=ended,
    )
    drawn, answered = ended + timedelta(days=5), ended + timedelta(days=33)
    steward = cast.actor(STEWARD, drawn)
    list_id = draw_elimination(actor=steward, campaign_id=campaign_id, at=drawn)
    visa = Visa(Answer.AGREED, "AD 2026-0147", localdate(answered))
    note_visa(actor=steward, elimination_id=list_id, visa=visa, at=answered)
    due_at = campaign(campaign_id).archive_due_at
    if due_at is not None and due_at + AT_NIGHT <= now:
        archive_due(at=due_at + AT_NIGHT)


def activate(cast: Cast) -> int:
    return activate_plan(
        actor=cast.actor(LEAD, COLD),
        new=NewActivation(
            plan=PlanKind.ALERT_PLAN,
            title="Grand froid, vigilance orange",
            kit_code="grand_froid",
            territory_code="00001",
            act_reference="Message du préfet du 10 février 2026",
            act_on=localdate(COLD),
            expires_at=COLD + timedelta(days=30),
        ),
        at=COLD,
    )


def call_in_the_cold(cast: Cast, alert: int, facts: Sequence[PersonFacts]) -> int:
    lead = cast.actor(LEAD, COLD)
    campaign_id = draft_campaign(
        actor=lead,
        new=NewCampaign(
            title="Grand froid de février",
            kit_version_id=current_version_id(code="grand_froid"),
            purpose=Purpose.ALERT_CALL,
            organization_id=cast.host,
            territory_code="00001",
            sources=(alert,),
            switchboard="+33199001200",
            starts_at=COLD,
            ends_at=COLD + timedelta(days=9),
        ),
        at=COLD,
    )
    for worker in CALLERS:
        new = NewCaller(cast.users[worker.name], Level(worker.level), worker.languages)
        admit_caller(actor=lead, campaign_id=campaign_id, new=new, at=COLD)
    called = [one for one in facts if alert in one.registers and one.has_phone][:PEOPLE]
    add_calls(
        actor=lead, campaign_id=campaign_id, calls=calls_of(called), without_number=0, at=COLD
    )
    platform = Platform(cast, campaign_id, random.Random(2))  # noqa: S311 -- an invented frost
    begins = COLD + timedelta(hours=1)
    platform.shift(begins, 3.0, seats=18, opened_at=COLD)
    check_campaign(actor=lead, campaign_id=campaign_id, at=COLD)
    open_campaign(actor=lead, campaign_id=campaign_id, at=COLD)
    platform.calls(begins, 3.0, CALLS)
    return campaign_id


def propose_july(cast: Cast, campaign_id: int, now: datetime) -> None:
    """Its list waits for the visa; a court case suspends its deletion for some months."""
    drawn = now - timedelta(days=30)
    draw_elimination(actor=cast.actor(STEWARD, drawn), campaign_id=campaign_id, at=drawn)
    at = now - timedelta(days=20)
    hold_deletion(
        actor=cast.actor(OFFICER, at),
        new=NewHold(
            register_id=campaign(campaign_id).register_id or 0,
            reason=HoldReason.LITIGATION,
            words="Recours n° 2600412 au tribunal administratif : les fiches sont demandées.",
            until=at + timedelta(days=150),
        ),
        at=at,
    )
