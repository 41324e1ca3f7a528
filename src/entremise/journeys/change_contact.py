"""Where the holder of an account is reached changes; she is told where she was reached until now."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from entremise.accounts.operations import set_contact
from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Actor, Contact
from entremise.journeys.hand_link import address, is_reached
from entremise.notices.operations import queue_message
from entremise.notices.vocabulary import Channel, MessageTemplate, NewMessage

USEFUL_FOR = timedelta(days=7)


@transaction.atomic
def change_contact(*, actor: Actor, user_id: int, mail: str, phone: str, at: datetime) -> None:
    """Save where the holder is reached; tell the former mail and the former phone who changed it.

    Nobody is told before she has a password: there is nothing to take yet, and the former address may be a slip."""
    former = set_contact(actor=actor, user_id=user_id, mail=mail, phone=phone, at=at)
    if former is not None and former.has_password:
        by = actor.user_id or user_id
        tell_former(former, accounts_by_id([by])[by].display_name, at)


def tell_former(former: Contact, name: str, at: datetime) -> None:
    change = uuid4()
    for channel in Channel:
        if is_reached(former, channel):
            new = NewMessage(
                key=f"contact:{channel}:{change}",
                channel=channel,
                template=MessageTemplate.CONTACT_CHANGED,
                recipient=address(former, channel),
                facts={"name": name, "at": at.isoformat()},
                useful_until=at + USEFUL_FOR,
            )
            queue_message(new=new, at=at)
