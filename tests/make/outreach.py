"""Builders of campaigns, callers, calls and shifts; a caller is on shift unless the test says otherwise."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from tests.make import accounts, commons, people
from tests.make.kits import day_and_night, kit_version

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Activation
from entremise.commons.queries.registers import register as register_of
from entremise.commons.vocabulary.law import (
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    Purpose,
    RegisterKind,
)
from entremise.outreach.models import Call, Caller, Campaign, Conflict, Engagement, Pool
from entremise.outreach.operations.calls import claim_next_call, give_notice, show_number
from entremise.outreach.vocabulary.calls import HandBackReason, TakenCall
from entremise.outreach.vocabulary.campaigns import CampaignState, Level
from entremise.outreach.vocabulary.staffing import EngagementKind, EngagementState
from entremise.people.vocabulary import Sheet
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.vocabulary.shifts import BookingState

NOON = datetime(2026, 7, 16, 9, tzinfo=UTC)  # a Thursday at eleven in Aubrelle: calls are open
numbers = count(100_000)  # as many digits each, so that names sort as they were made


def campaign(**given: object) -> Campaign:
    """An alert campaign, open since yesterday."""
    defaults: dict[str, object] = {
        "title": f"Canicule {next(numbers)}",
        "purpose": Purpose.ALERT_CALL,
        "territory_code": "00001",
        "sources": [],
        "switchboard": "+33199001200",
        "state": CampaignState.OPEN,
        "starts_at": NOON - timedelta(days=1),
        "ends_at": NOON + timedelta(days=200),
        "created_at": NOON - timedelta(days=2),
        "opened_at": NOON - timedelta(days=1),
    }
    defaults |= {} if "kit_version_id" in given else {"kit_version_id": kit_version()}
    defaults |= {} if "organization" in given else {"organization": accounts.organization()}
    defaults |= {} if "lead" in given else {"lead": accounts.user()}
    return Campaign.objects.create(**(defaults | given))


def pool(
    on: Campaign, level: int = Level.LISTENING, language: str = "fr", is_retry: bool = False
) -> Pool:
    return Pool.objects.get_or_create(
        campaign=on, level=level, language=language, is_retry=is_retry
    )[0]


def call(
    *,
    level: int = Level.LISTENING,
    language: str = "fr",
    is_retry: bool = False,
    **given: object,
) -> Call:
    """Somebody ready to be called."""
    on = given.pop("campaign", None) or campaign()
    defaults = {"person": uuid.uuid4(), "created_at": NOON - timedelta(days=1)}
    where = pool(on, level, language, is_retry)
    return Call.objects.create(campaign=on, pool=where, **(defaults | given))


def shift(on: Campaign, **given: object) -> Shift:
    """The shift of that day, begun an hour ago."""
    defaults: dict[str, object] = {
        "origin_kind": "CAMPAIGN",
        "origin_id": on.pk,
        "starts_at": NOON - timedelta(hours=1),
        "ends_at": NOON + timedelta(hours=2),
        "seats": 50,
        "opened_at": NOON - timedelta(days=1),
    }
    if "orienteur" not in given:
        reachable = accounts.actor(Role.ORIENTEUR, organization=on.organization)
        defaults["orienteur_id"] = reachable.user_id
    return Shift.objects.create(**(defaults | given))


def engagement(user: User, organization: object, **given: object) -> Engagement:
    """Somebody admitted, of level 1 unless the test says otherwise; the letter is signed."""
    defaults: dict[str, object] = {
        "kind": EngagementKind.VOLUNTEER,
        "state": EngagementState.ADMITTED,
        "level": Level.LISTENING,
        "hours_per_week": 3,
        "ends_on": date(2030, 12, 31),
        "languages": ["fr"],
        "asked_at": NOON - timedelta(days=30),
        "decided_at": NOON - timedelta(days=29),
        "signed_at": NOON - timedelta(days=29),
    }
    return Engagement.objects.create(user=user, organization=organization, **(defaults | given))


def learner(on: Campaign, **given: object) -> Actor:
    """Somebody admitted who has learnt nothing yet."""
    actor = accounts.actor(Role.CALLER, organization=on.organization)
    engagement(User.objects.get(pk=actor.user_id), on.organization, **({"level": 0} | given))
    return actor


def engaged(who: Actor) -> Engagement:
    return Engagement.objects.get(user_id=who.user_id)


def caller(
    on: Campaign,
    *,
    level: int = Level.LISTENING,
    languages: tuple[str, ...] = ("fr",),
    seat: Shift | None = None,
    is_on_shift: bool = True,
    user: object | None = None,
) -> Actor:
    """Somebody admitted to the campaign, at work."""
    actor = accounts.actor(Role.CALLER, organization=on.organization, user=user)
    known = Engagement.objects.filter(user_id=actor.user_id).first()
    if known is None:
        known = engagement(User.objects.get(pk=actor.user_id), on.organization, level=level)
    Caller.objects.create(
        campaign=on,
        engagement=known,
        user_id=actor.user_id,
        level=level,
        languages=list(languages),
        admitted_at=NOON - timedelta(days=1),
    )
    if is_on_shift:
        booking(seat or shift(on), actor, level=level)
    return actor


def now_shift(on: Campaign) -> Shift:
    """A shift of the real present."""
    now = commons.now()
    return shift(on, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2))


def booking(at: Shift, actor: Actor, **given: object) -> Booking:
    defaults = {
        "level": Level.LISTENING,
        "state": BookingState.STARTED,
        "booked_at": NOON - timedelta(days=1),
        "started_at": NOON - timedelta(minutes=30),
    }
    return Booking.objects.create(shift=at, user_id=actor.user_id, **(defaults | given))


def held(who: Actor, on: Campaign, at: datetime = NOON) -> TakenCall:
    return claim_next_call(actor=who, campaign_id=on.pk, at=at)


def shown(who: Actor, on: Campaign, at: datetime = NOON) -> TakenCall:
    """A call whose number is on the screen."""
    taken = held(who, on, at)
    show_number(actor=who, call_id=taken.call_id, token=taken.token, at=at)
    return taken


def told(who: Actor, on: Campaign, at: datetime = NOON) -> TakenCall:
    """A call whose person has heard the notice."""
    taken = shown(who, on, at)
    give_notice(actor=who, call_id=taken.call_id, token=taken.token, at=at)
    return taken


def conflict(who: Actor, person: uuid.UUID) -> Conflict:
    return Conflict.objects.create(
        user_id=who.user_id, person=person, reason=HandBackReason.KNOWS_PERSON, at=NOON
    )


@dataclass(frozen=True, slots=True)
class Room:
    """A caller at work on an open campaign with people who can really be opened, now."""

    campaign: Campaign
    caller: Actor
    people: tuple[uuid.UUID, ...]

    @property
    def user(self) -> User:
        return User.objects.get(pk=self.caller.user_id)


def room(*sheets: Sheet, level: int = Level.LISTENING, **given: object) -> Room:
    """By the real clock, as the sealed functions read it: it calls by day, by night and on Sundays."""
    now = commons.now()
    source = commons.register(RegisterKind.CASF_ALERT)
    answers = commons.register(RegisterKind.CAMPAIGN)
    on = campaign(
        organization=people.body(),
        sources=[source],
        register_id=answers,
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=20),
        **({"kit_version_id": day_and_night(), "is_sunday_ordered": True} | given),
    )
    who = tuple(people.person_in(source, sheet) for sheet in (sheets or (people.LUCIENNE,)))
    for person in who:
        call(campaign=on, person=person, reasons=["lives_alone", "hot_home"])
    seat = shift(on, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2))
    actor = caller(on, seat=seat, level=level)
    let_read(actor, on)
    return Room(on, actor, who)


def let_read(who: Actor, on: Campaign, *, act: Activation | None = None) -> None:
    """The grants that a caller of this campaign has, under this plan or one of her own."""
    act = act or commons.activation()
    for register_id in (*on.sources, on.register_id):
        groups = FIELDS_AT_MOST[Purpose.ALERT_CALL] & HELD_BY_KIND[kind_of(register_id)]
        commons.grant(
            registers=[register_id],
            groups=sorted(groups),
            user_id=who.user_id,
            activation=act,
            origin_kind="CAMPAIGN",
            origin_id=on.pk,
        )


def kind_of(register_id: int) -> RegisterKind:
    return RegisterKind(register_of(register_id).kind)
