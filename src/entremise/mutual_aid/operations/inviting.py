"""Idle helpers are asked to something else, once for each thing; it stands in the trace of their offer."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.mutual_aid.models import Invitation, Offer, Step
from entremise.mutual_aid.queries.cards import offer_card
from entremise.mutual_aid.vocabulary.offers import USABLE, Invited, OfferCard


@transaction.atomic
def invite_offers(
    *, actor: Actor, offer_ids: Collection[int], new: Invited, at: datetime
) -> tuple[OfferCard, ...]:
    """Note whom the desk asks; return those who were not asked to it before and may come: minors only where they may."""
    rows = Offer.objects.select_for_update().filter(pk__in=offer_ids, state__in=sorted(USABLE))
    if new.is_for_adults:
        rows = rows.filter(is_minor=False)
    before = Invitation.objects.filter(to_kind=new.to.kind, to_id=new.to.id)
    fresh = list(rows.exclude(pk__in=before.values("offer_id")).order_by("pk"))
    Invitation.objects.bulk_create(
        Invitation(
            offer=row, to_kind=new.to.kind, to_id=new.to.id, at=at, user_id=actor.user_id or 0
        )
        for row in fresh
    )
    Step.objects.bulk_create(
        Step(offer=row, user_id=actor.user_id, at=at, kind="INVITED", detail=new.title[:200])
        for row in fresh
    )
    return tuple(map(offer_card, fresh))
