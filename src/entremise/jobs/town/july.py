"""The week of heat of July 2026, from the prefect's act to the lifting of the plan."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from entremise.commons.operations.activations import activate_plan, lift_plan, turn_red
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.commons.vocabulary.activations import NewActivation, PlanKind
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.town.attendance import end_past_watches
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.july_reports import settle_july
from entremise.jobs.town.simulation import Platform
from entremise.jobs.town.staff import CALLERS
from entremise.jobs.town.visiting import visit_july
from entremise.journeys.object_everywhere import object_everywhere
from entremise.kits.queries import current_version, current_version_id
from entremise.outreach.operations.callers import admit_caller
from entremise.outreach.operations.campaigns import (
    check_campaign,
    close_campaign,
    draft_campaign,
    open_campaign,
    order_sundays,
)
from entremise.outreach.operations.lists import add_calls
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.operations.waves import begin_wave, call_begun
from entremise.outreach.vocabulary.calls import StopReason
from entremise.outreach.vocabulary.campaigns import CallToAdd, Level, NewCaller, NewCampaign
from entremise.outreach.vocabulary.priority import call_to_add, fair_turns
from entremise.people.vocabulary import PersonFacts

LEAD, MAYOR = "Awa Diarra", "Hélène Marchadier"
REACHED, WITHOUT_NUMBER = 414, 21


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of July 2026 in Aubrelle: two hours ahead of UTC."""
    return datetime(2026, 7, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


# Day, first hour, length, calls.
SLOTS = (
    (13, 14.0, 3.0, 71),
    (15, 9.5, 3.0, 140),
    (15, 14.0, 3.0, 140),
    (16, 9.5, 3.0, 130),
    (16, 14.0, 3.0, 130),
    (17, 9.5, 3.0, 140),
    (17, 14.0, 3.0, 140),
    (18, 9.5, 3.0, 135),
    (19, 9.5, 3.0, 120),
)


@dataclass(frozen=True, slots=True)
class July:
    """The campaign as its week leaves it, and the plan that it served."""

    platform: Platform
    activation_id: int


def play_july(
    cast: Cast, registers: dict[str, int], facts: Sequence[PersonFacts], stories: dict[str, UUID]
) -> July:
    """The week of calls, at its own dates; what is read of people is written into the log apart."""
    activation_id = activate(cast)
    platform = open_july(cast, registers, facts)
    platform.guarded = stories["R6"]
    for day, start, hours, count in SLOTS:
        starts_at = paris(day, 0) + timedelta(hours=start)
        events_before(cast, platform, activation_id, stories, starts_at)
        platform.calls(starts_at, hours, count)
    end_past_watches(cast, platform.campaign_id, paris(20, 8), days=8)
    return July(platform, activation_id)


def end_july(july: July) -> None:
    """What became of the difficulties; the plan is lifted, the campaign closed."""
    platform, cast = july.platform, july.platform.cast
    settle_july(cast, platform)
    lift_plan(
        actor=cast.actor(MAYOR, paris(20, 9)),
        activation_id=july.activation_id,
        act_reference="Message du préfet du 20 juillet 2026",
        act_on=date(2026, 7, 20),
        at=paris(20, 9),
    )
    visit_july(cast, platform.campaign_id, paris(20, 9, 30))
    close_campaign(
        actor=cast.actor(LEAD, paris(27, 17)), campaign_id=platform.campaign_id, at=paris(27, 17)
    )


def activate(cast: Cast) -> int:
    at = paris(13, 11)
    return activate_plan(
        actor=cast.actor(LEAD, at),
        new=NewActivation(
            plan=PlanKind.ALERT_PLAN,
            title="Canicule, vigilance orange",
            kit_code="canicule",
            territory_code="00001",
            act_reference="Arrêté préfectoral n° 2026-07 du 13 juillet 2026",
            act_on=date(2026, 7, 13),
            expires_at=at + timedelta(days=30),
        ),
        at=at,
    )


def open_july(cast: Cast, registers: dict[str, int], facts: Sequence[PersonFacts]) -> Platform:
    """The campaign drafted, staffed, its list built, its shifts opened, then checked and opened."""
    at = paris(13, 11, 5)
    lead = cast.actor(LEAD, at)
    campaign_id = draft_july(cast, registers, at)
    platform = Platform(cast, campaign_id, random.Random(13), reach_at_most=REACHED)  # noqa: S311 -- an invented week
    admit_everybody(cast, campaign_id, at)
    add_calls(
        actor=lead,
        campaign_id=campaign_id,
        calls=calls_of(facts),
        without_number=WITHOUT_NUMBER,
        at=at + timedelta(minutes=25),
    )
    for day, start, hours, _count in SLOTS:
        starts_at = paris(day, 0) + timedelta(hours=start)
        platform.shift(starts_at, hours, seats=18 if day != 13 else 9, opened_at=at)
    ready = paris(13, 11, 40)
    check_campaign(actor=lead, campaign_id=campaign_id, at=ready)
    open_campaign(actor=lead, campaign_id=campaign_id, at=ready)
    return platform


def draft_july(cast: Cast, registers: dict[str, int], at: datetime) -> int:
    return draft_campaign(
        actor=cast.actor(LEAD, at),
        new=NewCampaign(
            title="Canicule de juillet",
            kit_version_id=current_version_id(code="canicule"),
            purpose=Purpose.ALERT_CALL,
            organization_id=cast.host,
            territory_code="00001",
            sources=(registers["alert"], registers["voluntary"]),
            switchboard="+33199001200",
            starts_at=at,
            ends_at=at + timedelta(days=20),
        ),
        at=at,
    )


def calls_of(facts: Sequence[PersonFacts]) -> list[CallToAdd]:
    kit = current_version("canicule")
    turns = fair_turns(facts)
    return [
        call_to_add(
            one,
            criteria=kit.priority.criteria,
            calling=kit.calling,
            complex_registers=frozenset(),
            year=2026,
            turn=turns[one.person],
        )
        for one in facts
        if one.has_phone
    ]


def admit_everybody(cast: Cast, campaign_id: int, at: datetime) -> None:
    for worker in CALLERS:
        new = NewCaller(cast.users[worker.name], Level(worker.level), worker.languages)
        admit_caller(actor=cast.actor(LEAD, at), campaign_id=campaign_id, new=new, at=at)


def events_before(
    cast: Cast, platform: Platform, activation_id: int, stories: dict[str, UUID], at: datetime
) -> None:
    """What happens between two shifts: a no, a red alert, a death, the next wave."""
    lead, campaign_id = cast.actor(LEAD, at), platform.campaign_id
    if at == paris(15, 9, 30):
        objection = NewObjection(
            person=stories["R7"],
            scope=ObjectionScope.ALL,
            channel=Channel.CALL,
        )
        object_everywhere(actor=cast.actor("João Teixeira", at), new=objection, at=at)
    if at == paris(17, 9, 30):
        red = paris(17, 8)
        order = "Ordre écrit du 17 juillet 2026, signé Hélène Marchadier"
        turn_red(
            actor=cast.actor(MAYOR, red),
            activation_id=activation_id,
            act_reference=order,
            act_on=date(2026, 7, 17),
            at=red,
        )
        order_sundays(actor=lead, campaign_id=campaign_id, order=order, at=red)
    if at == paris(18, 9, 30):
        stop_calls_of(person=stories["R8"], reason=StopReason.DEATH, at=at)
    if at.hour < 9:
        begin_wave(actor=lead, campaign_id=campaign_id, at=at)
        call_begun(campaign_id=campaign_id, at=at)
