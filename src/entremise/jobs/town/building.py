"""The order in which the town comes to life."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from entremise.accounts.operations import share_password
from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import COMPUTABLE, Purpose
from entremise.jobs.database.migrating import as_migrator
from entremise.jobs.faults import Trouble
from entremise.jobs.town.actions import play_actions
from entremise.jobs.town.aid import begin_mutual_aid, fill_mutual_aid
from entremise.jobs.town.assembly import (
    Member,
    adopt,
    decide_standing,
    emergency_of_july,
    seat_colleges,
    standing_use,
    uses_of_today,
)
from entremise.jobs.town.beside import beside
from entremise.jobs.town.budget import fill_budget
from entremise.jobs.town.cast import (
    PASSWORD,
    Cast,
    account_lines,
    open_accounts,
    open_bodies,
    open_worker,
)
from entremise.jobs.town.desk import fill_desk
from entremise.jobs.town.directory import fill_directory
from entremise.jobs.town.drills import play_drills
from entremise.jobs.town.ending import play_winter, propose_july
from entremise.jobs.town.july import July, end_july, play_july
from entremise.jobs.town.learners import engage_callers, teach
from entremise.jobs.town.leaving import ask_for_the_trace, send_to_prefect
from entremise.jobs.town.lessons import reword_lessons
from entremise.jobs.town.messages import leave_messages
from entremise.jobs.town.past_aid import forget_past_helpers
from entremise.jobs.town.places import DISTRICTS, STREETS
from entremise.jobs.town.registers import (
    acknowledge,
    fill_registers,
    open_registers,
    renew_until_now,
)
from entremise.jobs.town.relatives import ask_for_two
from entremise.jobs.town.residents import STORIES, Population, Resident, population
from entremise.jobs.town.services import add_services, service_named
from entremise.jobs.town.simulation import PastCall, Platform
from entremise.jobs.town.staff import GUESTS
from entremise.jobs.town.tips import fill_tips
from entremise.jobs.town.today import begin_today, end_today, play_today
from entremise.jobs.town.watches import LEAD
from entremise.outreach.operations.callers import note_conflict
from entremise.outreach.operations.granting import give_compute_grants
from entremise.people.vault.computing import compute
from entremise.people.vault.finding import find_by_name
from entremise.people.vault.persons import people_drawn_by
from entremise.people.vocabulary import PersonFacts
from entremise.referral.operations.returns import bring_back_forgotten
from entremise.territory.operations import load_streets, name_districts, name_place
from entremise.territory.vocabulary import DistrictCard, Place, StreetCard

TOWN_CODE = "00001"
JANUARY = datetime(2026, 1, 5, 8, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 2, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 28, 10, tzinfo=UTC)
JUNE = datetime(2026, 6, 20, 8, tzinfo=UTC)
SEED = 93
MOVED_AWAY = 4  # as many as come to the desk: the registers keep their number
READ_IN_A_CALL = ("age_band", "contact", "district", "name", "phone", "situation")


@dataclass(frozen=True, slots=True)
class Town:
    """What each part builds on."""

    cast: Cast
    registers: dict[str, int]
    people: Population
    seats: tuple[Member, ...]
    now: datetime


def build_town(*, now: datetime) -> list[dict[str, str]]:
    """Everything, in order; return the accounts; refuse an instance that holds real data."""
    refuse_real_instance()
    with people_drawn_by(draw=random.Random(SEED).randbytes):  # noqa: S311 -- invented people
        return build_people(now)


def build_people(now: datetime) -> list[dict[str, str]]:
    """The same people, whoever builds them."""
    town = found_town(now)
    engage_callers(town.cast, JUNE)
    today = begin_today(town.cast, town.registers, now)
    stories = find_stories(town)
    facts = facts_of(town.cast, today, town.registers, now)
    july = play_past(town, facts, stories)
    with beside(end_past, town, july) as ending:
        play_today(town.cast, today, now)
    ending.result()
    play_present(town, today, stories)
    write_past_log(july.platform)
    return account_lines()


def found_town(now: datetime) -> Town:
    """The town hall and its bodies, the registers with their people, the votes that open them."""
    cast = people_the_town_hall()
    registers = open_registers(cast, FEBRUARY)
    renew_until_now(FEBRUARY, now)
    people = population()
    fill_registers(cast, people, registers, JUNE)
    acknowledge(cast, JUNE + timedelta(days=5))
    seats = seat_colleges(cast, JANUARY + timedelta(days=20))
    renewed = now - timedelta(days=20)
    for at, title in (
        (MARCH, "Appels d'alerte, liste volontaire"),
        (renewed, "Appels d'alerte, liste volontaire : renouvellement"),
    ):
        decide_standing(cast, seats, standing_use(registers, at, title), decided_at=at)
    uses_of_today(cast, seats, registers, now)
    return Town(cast, registers, people, seats, now)


def find_stories(town: Town) -> dict[str, UUID]:
    """The people whom the demonstration tells of, by their sign; one of them knows a caller too well."""
    told = find_all(town.cast, STORIES, town.now)
    stories = {one.story: person for one, person in zip(STORIES, told, strict=True)}
    pasquet = town.cast.users["Jean-Luc Pasquet"]
    note_conflict(actor=SYSTEM, user_id=pasquet, person=stories["R3"], at=JANUARY)
    return stories


def play_past(town: Town, facts: tuple[PersonFacts, ...], stories: dict[str, UUID]) -> July:
    """The week of July with the winter before it and, beside them, months of mutual aid."""
    cast, now = town.cast, town.now
    entraide = begin_mutual_aid(cast, town.seats, now)
    with beside(play_calls, town, facts, stories) as playing:
        fill_mutual_aid(cast, entraide, now)
        ask_for_two(cast, now)
        fill_tips(cast, now)
        forget_past_helpers(cast, entraide, now)
    return playing.result()


def play_calls(town: Town, facts: tuple[PersonFacts, ...], stories: dict[str, UUID]) -> July:
    """One process for both: a caller holds one person."""
    july = play_july(town.cast, town.registers, facts, stories)
    play_winter(town.cast, town.registers["alert"], facts, town.now)
    return july


def end_past(town: Town, july: July) -> None:
    """What became of those who were called in July; nobody calls here, and today's campaign is not read."""
    end_july(july)
    propose_july(town.cast, july.platform.campaign_id, town.now)
    emergency_of_july(town.cast, town.seats, town.registers)


def play_present(town: Town, today: Platform, stories: dict[str, UUID]) -> None:
    """What waits this morning, for each role; a new subject adds its line."""
    cast, alert, now = town.cast, town.registers["alert"], town.now
    end_today(cast, today, now)
    bring_back_forgotten(actor=SYSTEM, at=now)  # what the worker would have done before
    teach(cast, today.campaign_id, now)
    reword_lessons(cast.actor(LEAD, now), now)
    send_to_prefect(cast, alert, now)
    ask_for_the_trace(cast, now)
    quiet = [one for one in town.people.alert if not (one.landline or one.mobile or one.story)]
    fill_desk(cast, alert, find_all(cast, quiet[:MOVED_AWAY], now), now)
    leave_messages(cast, now)
    play_actions(cast, (stories["R5"],), now)
    fill_budget(cast, now)
    fill_directory(cast, now)
    play_drills(cast, now)


def refuse_real_instance() -> None:
    host = host_organization()
    if host is not None:
        raise Trouble(f"Cette base sert déjà {host.name} : la démonstration n'y touche pas.")


def people_the_town_hall() -> Cast:
    """Bodies, accounts, services, districts, the charter."""
    bodies = open_bodies(JANUARY)
    cast = Cast(bodies, open_accounts(bodies, JANUARY))
    here = Place(TOWN_CODE, "Aubrelle", "COMMUNE", postcodes=("00100",))
    name_place(card=here, at=JANUARY)
    name_districts(cards=[DistrictCard(code, name) for code, name in DISTRICTS.items()], at=JANUARY)
    load_streets(
        cards=[StreetCard(one.name, one.lat, one.lon, one.district) for one in STREETS],
        at=JANUARY,
    )
    add_services(cast, JUNE)
    adopt(cast, JANUARY + timedelta(days=15))
    for guest in GUESTS:
        cast.users[guest.name] = open_worker(guest, {guest.body: service_named(guest.body)}, JUNE)
    share_password(user_ids=tuple(cast.users.values()), password=PASSWORD, at=JUNE)
    return cast


def find_all(cast: Cast, wanted: Iterable[Resident], now: datetime) -> list[UUID]:
    """People found by their name, as the desk would."""
    clerk = cast.actor("Romain Delacourt", now)
    grants = live_grants_of(
        actor=clerk, purpose=Purpose.SUBJECT_RIGHTS, reaches=(Reach.SEARCH,), at=now
    )
    return [found(clerk, grants[0].grant_id, one, now) for one in wanted]


def found(clerk: Actor, grant_id: int, one: Resident, now: datetime) -> UUID:
    people = find_by_name(
        actor=clerk,
        grant_id=grant_id,
        last=one.last,
        first=one.first,
        birth_year=one.birth.year,
        at=now,
    )
    return people[0]


def facts_of(
    cast: Cast, today: Platform, registers: dict[str, int], now: datetime
) -> tuple[PersonFacts, ...]:
    """Facts without identity of the alert register and the voluntary list, for the list of July."""
    lead, campaign_id = cast.actor(LEAD, now), today.campaign_id
    wanted = {registers["alert"], registers["voluntary"]}
    grant_ids = give_compute_grants(actor=lead, campaign_id=campaign_id, at=now)
    found = compute(
        actor=lead, grant_ids=grant_ids, groups=COMPUTABLE, criterion="juillet 2026", at=now
    )
    return tuple(one for one in found if wanted & set(one.registers))


def write_past_log(platform: Platform) -> None:
    """What was read in July, as the log would have kept it: only the owner of the tables may write the past."""
    with as_migrator(), connection.cursor() as cursor:
        cursor.executemany(
            "SELECT sealed.write_past_event(%s, 'OPENED', 'ALERT_CALL', NULL, %s, %s, 'CALLER', %s, NULL, NULL,"
            " %s, 1, 'CAMPAIGN', %s, '')",
            list(past_rows(platform.past, platform)),
        )


def past_rows(past: Iterable[PastCall], platform: Platform) -> Iterable[list[Any]]:
    for one in past:
        yield [
            one.at,
            one.user_id,
            platform.cast.host,
            one.person,
            list(READ_IN_A_CALL),
            platform.campaign_id,
        ]
