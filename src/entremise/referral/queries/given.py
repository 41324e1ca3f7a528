"""What the person may know of her own difficulties: which service was given which item, when, and what she may take back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from entremise.referral.models import Item, Referral
from entremise.referral.vocabulary.referrals import ReferralState
from entremise.referral.vocabulary.reports import Consent, ItemState

SHOWN_AT_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class GivenTo:
    service_name: str
    sent_at: datetime
    state: ReferralState


@dataclass(frozen=True, slots=True)
class GivenItem:
    item_id: int
    number: str
    theme: str
    opened_at: datetime
    consent: Consent
    state: ItemState
    given: tuple[GivenTo, ...]

    @property
    def may_take_back(self) -> bool:
        return self.state is not ItemState.CLOSED


def given_items(*, person: UUID) -> tuple[GivenItem, ...]:
    """Her items, the newest first, with the services that were given them; 50 at most."""
    rows = Item.objects.filter(report__person=person).select_related("report")
    items = list(rows.order_by("-report__opened_at", "-pk")[:SHOWN_AT_MOST])
    sent: dict[int, tuple[GivenTo, ...]] = {}
    referrals = Referral.objects.filter(item__in=items).select_related("service")
    for row in referrals.order_by("sent_at", "pk"):
        one = GivenTo(row.service.name, row.sent_at, ReferralState(row.state))
        sent[row.item_id] = (*sent.get(row.item_id, ()), one)
    return tuple(
        GivenItem(
            item_id=item.pk,
            number=item.report.number,
            theme=item.theme,
            opened_at=item.report.opened_at,
            consent=Consent(item.consent),
            state=ItemState(item.state),
            given=sent.get(item.pk, ()),
        )
        for item in items
    )
