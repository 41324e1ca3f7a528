"""One message leaves: held, put into words, its number read through the vault if need be, handed to a server, noted."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import phonenumbers

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup
from entremise.engines.text_messages import fitted, parts_count
from entremise.journeys.kit_words import NoText
from entremise.journeys.message_words import subject_of, text_of
from entremise.kernel.errors import Refused
from entremise.notices.operations import hold_next_message, note_attempt, note_number
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    Envelope,
    Fault,
    HeldMessage,
    Registered,
)
from entremise.people.vault import open_card
from entremise.people.vault.marks import MOBILE_PREFIXES

PARTS_AT_MOST: Final = 3
GROUPS: Final = {Channel.SMS: FieldGroup.PHONE, Channel.EMAIL: FieldGroup.MAIL}
MOBILES: Final = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)
Send = Callable[[Envelope], Attempt]


def deliver_notice(*, send: Send, at: datetime) -> bool:
    """Send one message that is due; false when none is. No transaction is open while the server speaks."""
    held = hold_next_message(at=at)
    if held is None:
        return False
    note_attempt(held=held, attempt=tried(held, send, at), at=at)
    return True


def tried(held: HeldMessage, send: Send, at: datetime) -> Attempt:
    """What came of it."""
    if held.recipient == "":
        return Attempt(Fault.UNREADABLE, is_final=True)
    try:
        to = address_of(held, at)
        text = text_of(held.template, held.channel, held.facts)
    except Refused as refused:
        is_capped = refused.reason == Denial.CAPPED
        return Attempt(Fault.CAPPED if is_capped else Fault.NOT_ALLOWED, is_final=not is_capped)
    except NoText:
        return Attempt(Fault.NO_TEXT, is_final=True)
    if not to:
        return Attempt(Fault.NO_NUMBER, is_final=True)
    if held.channel is Channel.SMS:
        text = fitted(text, parts=PARTS_AT_MOST)
        if not note_number(held=held, number=to, parts=parts_count(text), at=at):
            return Attempt(Fault.NOT_ALLOWED, is_final=True)  # stopped already: noted nowhere
    subject = subject_of(held.template)
    return send(Envelope(held.reference, held.channel, to, subject, text))


def address_of(held: HeldMessage, at: datetime) -> str:
    """As it was queued, or read now in the name of who wrote: her role, her grant, the person's refusal are judged now."""
    to = held.recipient
    if not isinstance(to, Registered):
        return to
    tickets = ask(
        actor=Actor(user_id=to.user_id, organization_id=to.organization_id),
        grant_ids=[to.grant_id],
        person=to.person,
        groups=[GROUPS[held.channel]],
        at=at,
    )
    card = open_card(tickets=tickets, at=at)
    return card.mail if held.channel is Channel.EMAIL else first_mobile(card.phones)


def first_mobile(numbers: tuple[str, ...]) -> str:
    return next(filter(is_mobile, numbers), "")


def is_mobile(number: str) -> bool:
    """A number that takes text messages, overseas ones too; the library does not know those of fiction."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
    return number.startswith(MOBILE_PREFIXES) or kind in MOBILES
