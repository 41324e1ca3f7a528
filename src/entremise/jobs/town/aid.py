"""Mutual aid in Aubrelle: 600 offers, 160 needs in every state, from a seed; the desk of today finds work."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT, SYSTEM
from entremise.commons.operations.registers import open_register
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import NewRegister, Reach, RegistrationMode
from entremise.commons.vocabulary.law import FIELDS_AT_MOST, Purpose, RegisterKind
from entremise.commons.vocabulary.uses import NewUse
from entremise.jobs.town.assembly import YEAR, Member, decide_standing
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.entrants import (
    ASKED,
    CATEGORIES,
    COMMON_LANGUAGES,
    OFFERED,
    Entrant,
    entrant,
    spot_of,
)
from entremise.jobs.town.helping import HelpPast, Wanted
from entremise.jobs.town.meetings import fill_meetings
from entremise.jobs.town.places import STREETS
from entremise.jobs.town.registers import DOSSIER, STEWARD, renew_until_now
from entremise.jobs.town.telling import write_to_neighbours
from entremise.journeys.aid_categories import credentials_asked
from entremise.journeys.open_mutual_aid import open_mutual_aid
from entremise.mutual_aid.operations.bringing import KnownOffer, bring_offers
from entremise.mutual_aid.operations.offers import (
    pause_offer,
    receive_offer,
    release_offer,
    turn_offers_over,
)
from entremise.mutual_aid.queries.offers import offers_by_id
from entremise.mutual_aid.vocabulary.common import SLOTS, Channel
from entremise.mutual_aid.vocabulary.offers import Means, NewOffer, OfferKind, ReleaseReason
from entremise.people.vault.deliveries import store_rows
from entremise.people.vault.persons import add_people
from entremise.people.vocabulary import Name, SealedRow

SEED = 20260717
OFFERS, NEEDS, WAITING = 600, 160, 14
OLGA, SAMIRA, HOME = "Olga Shevchuk", "Samira Belkacem", STREETS[0]


def begin_mutual_aid(cast: Cast, seats: tuple[Member, ...], now: datetime) -> int:
    """The register and the vote that opens it, with its grants; return the register."""
    start = now - timedelta(days=150)
    register_id = open_entraide(cast, start - timedelta(days=60))
    renew_until_now(start - timedelta(days=60), now)
    decide_standing(cast, seats, aid_use(register_id, start), decided_at=start)
    open_mutual_aid(actor=SYSTEM, at=start)
    open_mutual_aid(actor=SYSTEM, at=now - timedelta(days=1))  # neighbours wrote this morning
    return register_id


def fill_mutual_aid(cast: Cast, register_id: int, now: datetime) -> None:
    """Five months of help, and what waits this morning."""
    chance = random.Random(SEED)  # noqa: S311 -- an invented town, the same at each build
    givers = [entrant(chance, OFFERED, HOME)]
    givers += [entrant(chance, OFFERED) for _ in range(1, OFFERS + WAITING)]
    givers[0] = replace(givers[0], sheet=replace(givers[0].sheet, name=Name("Belkacem", "Samira")))
    askers = [entrant(chance, ASKED) for _ in range(NEEDS)]
    people = sealed(cast, register_id, [*givers, *askers], now)
    offers = bring_offers(
        actor=cast.actor(OLGA, now),
        known=list(known_offers(chance, cast, givers[:OFFERS], people, now)),
        at=now,
    )
    past = HelpPast(cast, chance, offers, now)
    past.play([wanted(one, people[one.key]) for one in askers])
    leave_some(cast, chance, offers, now)
    wait_for_the_desk(chance, givers[OFFERS:], people, now)
    fill_meetings(cast, chance, now)
    write_to_neighbours(cast, now)


def open_entraide(cast: Cast, at: datetime) -> int:
    return open_register(
        actor=cast.actor(STEWARD, at),
        new=NewRegister(
            kind=RegisterKind.VOLUNTARY,
            title="Entraide",
            plain_name="la liste de l'entraide entre voisins",
            controller_id=cast.host,
            steward_id=cast.users[STEWARD],
            territory_code="00001",
            legal_reference="RGPD, article 6.1.a",
            agreed_purposes=(Purpose.MATCH_NEED, Purpose.REFERRAL),
            dossier=DOSSIER
            | {
                "recipients": "Bureau d'entraide ; le bénévole, après deux accords",
                "retention": "Six mois après la dernière aide",
                "source": "Les personnes elles-mêmes",
            },
        ),
        at=at,
    )


def aid_use(register_id: int, at: datetime) -> NewUse:
    return NewUse(
        title="Entraide entre voisins",
        purpose=Purpose.MATCH_NEED,
        sentence="Mettre en lien une personne qui demande de l'aide et une personne qui en propose.",
        registers=(register_id,),
        groups=FIELDS_AT_MOST[Purpose.MATCH_NEED],
        expected_people=2000,
        expected_source="inscriptions de l'an dernier, doublées",
        recipients="Entremetteurs ; le voisin, après deux accords",
        legal_reference="RGPD, article 6.1.a ; charte, décision 2 bis",
        starts_at=at,
        ends_at=at + YEAR,
        impact_assessment="AIPD-2026-03",
        alternatives="Une carte publique : écartée, elle montre les adresses.",
    )


def sealed(
    cast: Cast, register_id: int, entrants: list[Entrant], at: datetime
) -> dict[uuid.UUID, uuid.UUID]:
    """Everybody's sheet in a few statements; the person by the key of her words."""
    steward = cast.actor(STEWARD, at)
    (grant,) = live_grants_of(
        actor=steward,
        purpose=Purpose.REGISTER_UPKEEP,
        reaches=(Reach.PAGE,),
        register_id=register_id,
        at=at,
    )
    people = dict(
        zip((one.key for one in entrants), add_people(count=len(entrants), at=at), strict=True)
    )
    rows = [
        SealedRow(line=line, sheet=one.sheet, mode=RegistrationMode.SELF, person=people[one.key])
        for line, one in enumerate(entrants, start=1)
    ]
    store_rows(
        actor=steward,
        grant_id=grant.grant_id,
        register_id=register_id,
        rows=rows,
        batch=0,
        at=at,
    )
    return people


def wanted(one: Entrant, person: uuid.UUID) -> Wanted:
    language = one.sheet.contact.language if one.sheet.contact else "fr"
    needed = language if language in COMMON_LANGUAGES else ""
    return Wanted(one.key, person, one.category, spot_of(one), needed)


def new_offer(chance: random.Random, one: Entrant, person: uuid.UUID) -> NewOffer:
    kind = chance.choices(list(OfferKind), (80, 14, 6))[0]
    others = chance.sample(CATEGORIES, chance.choice((0, 0, 1, 2)))
    language = one.sheet.contact.language if one.sheet.contact else "fr"
    return NewOffer(
        key=one.key,
        person=person,
        kind=kind,
        channel=chance.choices((Channel.FORM, Channel.PHONE, Channel.PAPER), (78, 16, 6))[0],
        categories=tuple(dict.fromkeys((one.category, *others))),
        spot=spot_of(one),
        radius_m=chance.choice((500, 1000, 1000, 2000, 2000, 3000, 5000)),
        capacity=chance.choice((1, 1, 1, 2, 2, 3)),
        languages=tuple(dict.fromkeys(("fr", language))),
        means=tuple(chance.sample(list(Means)[:3], chance.choice((1, 1, 2)))),
        slots=tuple(sorted(chance.sample(SLOTS, chance.randint(2, 7)))),
        quantity=chance.randint(2, 20) if kind is OfferKind.GOODS else 0,
    )


def known_offers(
    chance: random.Random,
    cast: Cast,
    givers: list[Entrant],
    people: dict[uuid.UUID, uuid.UUID],
    now: datetime,
) -> Iterator[KnownOffer]:
    asked = credentials_asked()
    for number, one in enumerate(givers):
        opened_at = now - timedelta(days=chance.uniform(3, 145))
        answered_at = opened_at + timedelta(hours=chance.uniform(1, 44))
        new = new_offer(chance, one, people[one.key])
        if number == 0:
            new = samiras(new, cast)
        since = min(now - opened_at, timedelta(days=66))
        seen = {asked[code] for code in new.categories if code in asked and chance.random() < 0.7}
        confirmed_at = now - since * chance.uniform(0.05, 1)
        yield KnownOffer(new, opened_at, answered_at, confirmed_at, tuple(sorted(seen)))


def samiras(new: NewOffer, cast: Cast) -> NewOffer:
    """The account of the demonstration: free on most days, near the old bridge."""
    return NewOffer(
        key=new.key,
        person=new.person,
        user_id=cast.users[SAMIRA],
        kind=OfferKind.STANDING,
        channel=Channel.FORM,
        categories=("courses", "conversation", "demarches"),
        spot=new.spot,
        radius_m=3000,
        capacity=4,
        languages=("fr", "ar"),
        means=(Means.WALK, Means.BIKE),
        slots=SLOTS,
    )


def leave_some(cast: Cast, chance: random.Random, offers: tuple[int, ...], now: datetime) -> None:
    """Some pause, some have left, some are asked whether it still stands."""
    known = offers_by_id(offers[200:]).values()
    free = [one for one in known if not one.active_count and one.closed_at is None]
    idle = [one.offer_id for one in chance.sample(free, 62)]
    olga = cast.actor(OLGA, now)
    until: date = localdate(now) + timedelta(days=18)
    for offer_id in idle[:20]:
        pause_offer(actor=olga, offer_id=offer_id, until=until, at=now - timedelta(days=2))
    for offer_id in idle[20:62]:
        release_offer(
            actor=olga, offer_id=offer_id, reason=ReleaseReason.ASKED, at=now - timedelta(days=5)
        )
    turn_offers_over(actor=SYSTEM, at=now)


def wait_for_the_desk(
    chance: random.Random,
    givers: list[Entrant],
    people: dict[uuid.UUID, uuid.UUID],
    now: datetime,
) -> None:
    """Offers of the last two days, without an answer yet."""
    for one in givers:
        at = now - timedelta(hours=chance.uniform(1, 40))
        receive_offer(actor=RESIDENT, new=new_offer(chance, one, people[one.key]), at=at)
