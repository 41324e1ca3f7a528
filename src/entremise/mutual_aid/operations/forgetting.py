"""Who is past: her codes open nothing; then her rows keep what is counted, and lead to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from entremise.commons.vocabulary.purges import Deleted
from entremise.kernel.strangers import replace_people
from entremise.mutual_aid.models import (
    Credential,
    Introduction,
    Invitation,
    Mandate,
    Need,
    Offer,
    Proposal,
    Relay,
    Resemblance,
    Step,
)
from entremise.mutual_aid.operations.introductions import ORIGIN as MEETING
from entremise.mutual_aid.operations.tracing import HERSELF
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.needs import SHARING


@dataclass(frozen=True, slots=True)
class Parted:
    """What was counted, and the things whose assignments have no reason any more."""

    counts: dict[Deleted, int]
    things: dict[str, tuple[int, ...]]


@transaction.atomic
def hold_helps(*, person: UUID, at: datetime) -> None:
    """Nobody opens again what she asked or offered before the caller's transaction ends."""
    for rows in (Need.objects.filter(person=person), Offer.objects.filter(person=person)):
        list(rows.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def end_codes(*, person: UUID, at: datetime) -> None:
    """The codes of her needs and offers are unknown from now on."""
    for rows in (Need.objects.filter(person=person), Offer.objects.filter(person=person)):
        rows.update(code=None, seconds=[])


@transaction.atomic
def part_people(*, strangers: Mapping[UUID, UUID], at: datetime) -> Parted:
    """Part these people from what they asked and offered: state, kind, district, dates and reasons stay for the counts."""
    needs = Need.objects.filter(person__in=[*strangers])
    offers = Offer.objects.filter(person__in=[*strangers])
    need_ids, offer_ids = ids_of(needs), ids_of(offers)
    met = Introduction.objects.filter(Q(need__in=need_ids) | Q(offer__in=offer_ids))
    meeting_ids = ids_of(met)
    forget_accounts(offer_ids)
    Relay.objects.filter(introduction__in=meeting_ids).delete()
    met.update(word="")
    Resemblance.objects.filter(Q(need__in=need_ids) | Q(person__in=[*strangers])).delete()
    Mandate.objects.filter(Q(need__in=need_ids) | Q(person__in=[*strangers])).delete()
    Credential.objects.filter(offer__in=offer_ids).delete()
    Invitation.objects.filter(offer__in=offer_ids).delete()
    needs.update(sentence="", lat_e6=None, lon_e6=None, slots=[], origin_kind="", origin_id=None)
    offers.update(
        user=None, lat_e6=None, lon_e6=None, slots=[], means=[], languages=[], consent_read=""
    )
    counts = {
        Deleted.NEEDS: replace_people(needs, strangers),
        Deleted.OFFERS: replace_people(offers, strangers),
    }
    things = {
        Thing.NEED.value: need_ids,
        SHARING: need_ids,
        Thing.OFFER.value: offer_ids,
        HERSELF: offer_ids,
        MEETING: meeting_ids,
    }
    return Parted(counts, things)


def forget_accounts(offer_ids: tuple[int, ...]) -> None:
    """No line and no pair says any more by which account a helper acted."""
    hers = Q(offer__in=offer_ids, user=F("offer__user"))
    asked = Q(need__proposals__offer__in=offer_ids, user=F("need__proposals__offer__user"))
    steps = Step.objects.filter(
        pk__in=[*ids_of(Step.objects.filter(hers)), *ids_of(Step.objects.filter(asked))]
    )
    steps.update(user=None)
    pairs = Proposal.objects.filter(offer__in=offer_ids)
    for field in ("decided_by", "author_user"):
        found = ids_of(pairs.filter(**{field: F("offer__user")}))
        Proposal.objects.filter(pk__in=found).update(**{field: None})


def ids_of(rows: QuerySet[Any]) -> tuple[int, ...]:
    return tuple(rows.order_by("pk").values_list("pk", flat=True))
