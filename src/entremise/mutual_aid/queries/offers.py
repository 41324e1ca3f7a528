"""What may be asked of offers: one, by its code, those of a person or an account."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Credential, Offer
from entremise.mutual_aid.queries.cards import offer_card
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.offers import CredentialCard, OfferCard, OfferState


def offer(offer_id: int, *, on: date) -> OfferCard:
    """One offer with the credentials that hold that day; refuse with `NOT_FOUND`."""
    row = Offer.objects.filter(pk=offer_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    kinds = Credential.objects.filter(offer=row, until__gte=on).order_by("kind")
    return offer_card(row, tuple(kinds.values_list("kind", flat=True)))


def credentials_of(offer_id: int) -> tuple[CredentialCard, ...]:
    """What was checked of a helper, those that are over too."""
    rows = Credential.objects.filter(offer_id=offer_id).order_by("kind", "pk")
    return tuple(CredentialCard(row.kind, row.checked_on, row.until) for row in rows)


def offer_with_key(key: UUID) -> OfferCard | None:
    """The offer of a form sent before, or none."""
    row = Offer.objects.filter(key=key).order_by("pk").first()
    return None if row is None else offer_card(row)


def offer_of_code(digest: bytes) -> OfferCard | None:
    """The offer of a follow-up code, by its keyed digest, or none."""
    row = Offer.objects.filter(code=digest).order_by("pk").first()
    return None if row is None else offer_card(row)


def offer_with_number(number: str) -> OfferCard | None:
    """The offer of « O-2093 », however typed, or none."""
    row = Offer.objects.filter(number=number.strip().upper()).order_by("pk").first()
    return None if row is None else offer_card(row)


def offers_of_user(user_id: int) -> tuple[OfferCard, ...]:
    """The offers that an account answers for, the last first."""
    rows = Offer.objects.filter(user_id=user_id).order_by("-opened_at", "-pk")
    return tuple(map(offer_card, rows))


def offers_asked_at(at: datetime) -> tuple[OfferCard, ...]:
    """Those asked at this very moment whether they still stand."""
    rows = Offer.objects.filter(
        state=OfferState.RECONFIRM_DUE, steps__kind="ASKED_AGAIN", steps__at=at
    )
    return tuple(map(offer_card, rows.order_by("pk").distinct()))


def offers_ending_on(day: date) -> tuple[OfferCard, ...]:
    """Those that were asked, have not answered, and end on this day."""
    rows = Offer.objects.filter(state=OfferState.RECONFIRM_DUE, next_on=day)
    return tuple(map(offer_card, rows.order_by("pk")))


def offers_of_body(organization_id: int | None) -> tuple[OfferCard, ...]:
    """The offers of an association, the last first."""
    rows = Offer.objects.filter(organization_id=organization_id or 0)
    return tuple(map(offer_card, rows.order_by("-opened_at", "-pk")))


def offers_by_id(offer_ids: Collection[int]) -> dict[int, OfferCard]:
    """Offers to name in a list, in one statement."""
    rows = Offer.objects.filter(pk__in=offer_ids).order_by("pk")
    return {row.pk: offer_card(row) for row in rows}
