"""The list of one service: what it has to answer, and what it has answered."""

from django.db.models import QuerySet

from entremise.referral.models import Referral
from entremise.referral.queries.reports import referral_card, with_report
from entremise.referral.vocabulary.referrals import LIVE, ReferralCard


def service_inbox(
    *, organization_id: int, is_open: bool, skip: int = 0, limit: int = 25
) -> tuple[ReferralCard, ...]:
    """What a service has to answer, first due first; or what it has answered, newest first."""
    order = ("due_at", "pk") if is_open else ("-sent_at", "-pk")
    rows = with_report(inbox(organization_id, is_open=is_open)).order_by(*order)
    return tuple(map(referral_card, rows[skip : skip + limit]))


def service_inbox_count(*, organization_id: int, is_open: bool) -> int:
    """How many of either kind this service has in all."""
    return inbox(organization_id, is_open=is_open).count()


def inbox(organization_id: int, *, is_open: bool) -> QuerySet[Referral]:
    rows = Referral.objects.filter(service__organization_id=organization_id)
    return rows.filter(state__in=LIVE) if is_open else rows.exclude(state__in=LIVE)
