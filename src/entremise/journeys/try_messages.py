"""An administrator sends herself a trial: it leaves, arrives, and its answer comes back."""

from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from django.db import transaction

from entremise.accounts.queries import contact_of
from entremise.accounts.vocabulary import Actor
from entremise.journeys.hand_link import address, is_reached
from entremise.kernel.origin import Origin
from entremise.notices.operations import queue_message
from entremise.notices.vocabulary import Answer, Channel, MessageTemplate, NewMessage

TRIAL: Final = "TRIAL"
USEFUL_FOR: Final = timedelta(hours=1)


@transaction.atomic
def send_trial(*, actor: Actor, at: datetime) -> int:
    """Write to the mail and the phone of one's own account, where there is a way; return how many left."""
    user_id = actor.user_id or 0
    contact = contact_of(user_id=user_id)
    channels = [one for one in Channel if is_reached(contact, one)]
    for channel in channels:
        new = NewMessage(
            key=f"trial:{channel}:{uuid4()}",
            channel=channel,
            template=MessageTemplate.TRIAL,
            recipient=address(contact, channel),
            useful_until=at + USEFUL_FOR,
            expects=Origin(TRIAL, user_id) if channel is Channel.SMS else None,
        )
        queue_message(new=new, at=at)
    return len(channels)


@transaction.atomic
def confirm_trial(*, answer: Answer) -> None:
    """Tell whoever tried that her answer has come; once for each answer."""
    contact = contact_of(user_id=answer.origin.id)
    if not is_reached(contact, Channel.SMS):
        return
    new = NewMessage(
        key=f"trial-answer:{answer.origin.id}:{answer.at.isoformat()}",
        channel=Channel.SMS,
        template=MessageTemplate.TRIAL_ANSWERED,
        recipient=address(contact, Channel.SMS),
        useful_until=answer.at + USEFUL_FOR,
    )
    queue_message(new=new, at=answer.at)
