"""A shift ends with its debrief: who asks for help is talked with, what the script lacks goes to those who keep it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.journeys.raise_alarm import Trouble, raise_hard_call
from entremise.outreach.operations.reviews import remark_on_script
from entremise.outreach.vocabulary.reviews import RemarkSource
from entremise.solidarity.operations.shifts import end_shift
from entremise.solidarity.vocabulary.shifts import Debrief, Talk

EVENING: Final = time(20)
AT_LEAST: Final = timedelta(hours=2)
LATER: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Told:
    """What she wrote; the first and the third are read by the referent who rings, and kept only if one does."""

    stays: str = ""
    unanswered: str = ""
    worry: str = ""
    script: str = ""


@transaction.atomic
def leave_shift(
    *, actor: Actor, booking_id: int, debrief: Debrief, told: Told, at: datetime
) -> None:
    """End the shift with its debrief; refuse with `NOT_BOOKED`."""
    over = end_shift(actor=actor, booking_id=booking_id, debrief=debrief, at=at)
    if debrief.is_help_asked or told.worry or debrief.talk is Talk.LATER:
        is_today = debrief.is_help_asked or bool(told.worry)
        words = "\n".join(filter(None, (told.stays, told.worry)))[:400]
        trouble = Trouble(words, today_by(at) if is_today else at + LATER)
        raise_hard_call(actor=actor, campaign_id=over.origin.id, trouble=trouble, at=at)
    for words, source in (
        (told.unanswered, RemarkSource.UNANSWERED),
        (told.script, RemarkSource.DEBRIEF),
    ):
        if words:
            remark_on_script(
                actor=actor, campaign_id=over.origin.id, words=words, source=source, at=at
            )


def today_by(at: datetime) -> datetime:
    """This evening; two hours from now when the evening has come."""
    evening = localtime(at).replace(hour=EVENING.hour, minute=0, second=0, microsecond=0)
    return max(evening, at + AT_LEAST)
