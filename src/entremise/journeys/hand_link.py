"""A link to choose a password goes to its holder; nobody makes one for her password without her being told."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from entremise.accounts.operations import (
    INVITATION_LASTS,
    RESET_LASTS,
    make_invitation,
    make_reset,
)
from entremise.accounts.queries import accounts_by_id, contact_of
from entremise.accounts.vocabulary import Actor, Contact
from entremise.notices.operations import queue_message
from entremise.notices.queries import is_set_up
from entremise.notices.vocabulary import Channel, MessageTemplate, NewMessage


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link that was made, by whom, for whom."""

    url: str
    name: str
    contact: Contact
    at: datetime


@transaction.atomic
def hand_link(
    *, actor: Actor, user_id: int, is_shown: bool, url_of: Callable[[str], str], at: datetime
) -> str | None:
    """Make a link and mail it to its holder; return it where it must be shown instead, none once it is mailed."""
    contact = contact_of(user_id=user_id)
    make = make_reset if contact.has_password else make_invitation
    url = url_of(make(actor=actor, user_id=user_id, at=at))
    name = accounts_by_id([actor.user_id or user_id])[actor.user_id or user_id].display_name
    made = MadeLink(url, name, contact, at)
    is_mailed = not is_shown and is_reached(contact, Channel.EMAIL)
    if is_mailed:
        mail_link(made)
    if contact.has_password:
        announce(made, {Channel.SMS} if is_mailed else set(Channel))
    return None if is_mailed else url


def is_reached(contact: Contact, channel: Channel) -> bool:
    return bool(address(contact, channel)) and is_set_up(channel=channel)


def address(contact: Contact, channel: Channel) -> str:
    return contact.mail if channel is Channel.EMAIL else contact.phone


def mail_link(made: MadeLink) -> None:
    has_password = made.contact.has_password
    template = MessageTemplate.RESET_LINK if has_password else MessageTemplate.INVITATION
    queue(made, Channel.EMAIL, template, {"link": made.url, "login": made.contact.login})


def announce(made: MadeLink, channels: set[Channel]) -> None:
    for channel in sorted(channels):
        if is_reached(made.contact, channel):
            queue(made, channel, MessageTemplate.RESET_ANNOUNCED, {})


def queue(
    made: MadeLink, channel: Channel, template: MessageTemplate, more: Mapping[str, str]
) -> None:
    lasts = RESET_LASTS if made.contact.has_password else INVITATION_LASTS
    fact = hashlib.sha256(made.url.encode()).hexdigest()
    new = NewMessage(
        key=f"link:{channel}:{fact}",
        channel=channel,
        template=template,
        recipient=address(made.contact, channel),
        facts={"name": made.name, "at": made.at.isoformat(), **more},
        useful_until=made.at + lasts,
    )
    queue_message(new=new, at=made.at)
