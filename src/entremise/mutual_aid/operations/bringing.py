"""Offers that a town noted elsewhere before: brought in at once, as accepted, with their dates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.mutual_aid.models import Credential, Offer, Step
from entremise.mutual_aid.operations.tracing import let_her_see_herself
from entremise.mutual_aid.rules import asked_again_on
from entremise.mutual_aid.vocabulary.offers import NewOffer, OfferState

CHECK_LASTS: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """An offer, when it was made, answered, and confirmed the last time."""

    new: NewOffer
    opened_at: datetime
    answered_at: datetime
    confirmed_at: datetime
    credentials: tuple[str, ...] = ()  # seen when it was answered; they hold for a year


@transaction.atomic
def bring_offers(*, actor: Actor, known: Collection[KnownOffer], at: datetime) -> tuple[int, ...]:
    """Write them all in a few statements; return their ids, in their order."""
    rows = Offer.objects.bulk_create(
        offer_of(one, number) for one, number in zip(known, numbers(len(known)), strict=True)
    )
    Step.objects.bulk_create(
        Step(offer=row, user_id=user_id, is_by_person=user_id is None, at=moment, kind=kind)
        for row, one in zip(rows, known, strict=True)
        for user_id, moment, kind in (
            (None, one.opened_at, "RECEIVED"),
            (actor.user_id, one.answered_at, "ACCEPTED"),
        )
    )
    Credential.objects.bulk_create(
        Credential(
            offer=row,
            kind=kind,
            checked_on=localdate(one.answered_at),
            checked_by_id=actor.user_id or 0,
            until=localdate(one.answered_at + CHECK_LASTS),
        )
        for row, one in zip(rows, known, strict=True)
        for kind in one.credentials
    )
    for row in rows:
        let_her_see_herself(row, at)
    return tuple(row.pk for row in rows)


def numbers(count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('mutual_aid_offer_id_seq') FROM generate_series(1, %s)", [count]
        )
        return [f"O-{1000 + row[0]}" for row in cursor.fetchall()]


def offer_of(one: KnownOffer, number: str) -> Offer:
    new, spot = one.new, None if one.new.spot is None else one.new.spot.coarse()
    row = Offer(
        key=new.key,
        number=number,
        code=new.code,
        person=new.person,
        user_id=new.user_id,
        organization_id=new.organization_id,
        kind=new.kind,
        state=OfferState.OPEN,
        channel=new.channel,
        categories=list(new.categories),
        lat_e6=None if spot is None else round(spot.lat * 1e6),
        lon_e6=None if spot is None else round(spot.lon * 1e6),
        district="" if spot is None else spot.district,
        radius_m=new.radius_m,
        capacity=new.capacity,
        languages=list(new.languages),
        means=list(new.means),
        slots=list(new.slots),
        until=new.until,
        quantity=new.quantity,
        is_minor=new.is_minor,
        opened_at=one.opened_at,
        first_answered_at=one.answered_at,
        confirmed_at=one.confirmed_at,
    )
    row.next_on = asked_again_on(row, one.confirmed_at)
    return row
