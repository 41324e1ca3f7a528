"""What can serve no more: contents are erased at their hour, rows are forgotten, blind indexes too."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from entremise.notices.models import Incoming, Message
from entremise.notices.operations.incoming import ANSWERED_WITHIN
from entremise.notices.operations.messages import tell_unreached
from entremise.notices.operations.sending import BACK_OFF
from entremise.notices.vocabulary import Fault, IncomingState, MessageState

WAITING: Final = (MessageState.QUEUED, MessageState.FAILED)
ENDED: Final = (
    MessageState.SENT,
    MessageState.DELIVERED,
    MessageState.DEAD,
    MessageState.GIVEN_UP,
    MessageState.STOPPED,
)
ENDED_ARE_KEPT: Final = timedelta(days=90)
READ_WITHIN: Final = timedelta(days=30)


@transaction.atomic
def end_late_messages(*, at: datetime) -> None:
    """What can serve no more loses its content, and is dead if it still waited."""
    lapsed = Message.objects.filter(state=MessageState.SENDING, next_try_at__lte=at)
    worn = lapsed.filter(tries_count__gt=len(BACK_OFF))  # each of its tries ended a process
    end(worn, at, fault=Fault.INTERRUPTED)
    late = Message.objects.filter(useful_until__lte=at)
    for waiting in (late.filter(state__in=WAITING), late & lapsed):
        end(waiting, at, fault=Fault.TOO_LATE, content="")
    late.filter(state=MessageState.DEAD).exclude(content="").update(content="")


def end(rows: QuerySet[Message], at: datetime, **given: str) -> None:
    for row in rows.exclude(about_kind="").order_by("pk"):
        tell_unreached(row, at)
    rows.update(state=MessageState.DEAD, **given)


@transaction.atomic
def forget_old_messages(*, at: datetime) -> None:
    """Each night: words that nobody read for a month are erased, rows go after ninety days, marks after a fortnight."""
    ended = Message.objects.filter(state__in=ENDED)
    ended.filter(useful_until__lte=at - ENDED_ARE_KEPT).delete()
    ended.filter(made_at__lte=at - ANSWERED_WITHIN * 2).exclude(mark=None).update(mark=None)
    Incoming.objects.filter(received_at__lte=at - ENDED_ARE_KEPT).delete()
    unread = Incoming.objects.filter(state=IncomingState.TO_READ, received_at__lte=at - READ_WITHIN)
    unread.update(state=IncomingState.SETTLED, content="", mark=None)
