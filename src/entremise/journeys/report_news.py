"""What comes of a report that a need has given: its owner hears it by her date, and the trace of the need says so."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.mutual_aid.operations.introductions import ORIGIN as MEETING
from entremise.mutual_aid.operations.reports import hear_of_report
from entremise.mutual_aid.queries.matching import introduction
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.needs import ReportNews
from entremise.referral.operations.endings import close_item
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.reports import Ending, ReportCard, UnmetReason

HELPED = frozenset({Ending.ORIENTED, Ending.ANSWERED_AT_ONCE})


@transaction.atomic
def end_item(
    *,
    actor: Actor,
    report_id: int,
    item_id: int,
    ending: Ending,
    unmet_reason: UnmetReason | None,
    at: datetime,
    double_of: str = "",
) -> None:
    """End an item, and tell the need it came from; refuse as `close_item`."""
    close_item(
        actor=actor,
        item_id=item_id,
        ending=ending,
        unmet_reason=unmet_reason,
        double_of=double_of,
        at=at,
    )
    news = ReportNews.HELPED if ending in HELPED else ReportNews.UNMET
    tell_need(actor=actor, report_id=report_id, news=news, at=at)


def tell_need(*, actor: Actor, report_id: int, news: ReportNews, at: datetime) -> None:
    """Nothing when the report came from a call."""
    card = report(report_id=report_id)
    need_id = need_of(card)
    if need_id is not None:
        hear_of_report(actor=actor, need_id=need_id, news=news, number=card.number, at=at)


def need_of(card: ReportCard) -> int | None:
    """The need that a report came from, by itself or by one of its meetings."""
    if card.origin.kind == Thing.NEED:
        return card.origin.id
    if card.origin.kind == MEETING:
        return introduction(card.origin.id).need_id
    return None
