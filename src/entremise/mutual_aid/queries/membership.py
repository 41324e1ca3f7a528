"""Which associations work with the desk, and how far the others have come."""

from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Membership
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.membership import (
    MembershipCard,
    MembershipEnding,
    MembershipState,
)


def memberships() -> tuple[MembershipCard, ...]:
    """All of them, the last that asked first."""
    return tuple(map(card_of, Membership.objects.order_by("-asked_at", "-pk")))


def membership(membership_id: int) -> MembershipCard:
    """One; refuse with `NOT_FOUND`."""
    row = Membership.objects.filter(pk=membership_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return card_of(row)


def active_associations() -> frozenset[int]:
    """The bodies to whom a need may be shown."""
    rows = Membership.objects.filter(state=MembershipState.ACTIVE)
    return frozenset(rows.values_list("organization_id", flat=True))


def card_of(row: Membership) -> MembershipCard:
    return MembershipCard(
        membership_id=row.pk,
        organization_id=row.organization_id,
        state=MembershipState(row.state),
        asked_at=row.asked_at,
        met_on=row.met_on,
        active_at=row.active_at,
        ended_at=row.ended_at,
        ending=MembershipEnding(row.ending) if row.ending else None,
    )
