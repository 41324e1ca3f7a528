"""One message leaves: held, put into words, handed to a server, noted."""

from collections.abc import Callable
from datetime import datetime

from entremise.journeys.message_words import SUBJECTS, text_of
from entremise.notices.operations import hold_next_message, note_attempt
from entremise.notices.vocabulary import Attempt, Envelope, Fault, HeldMessage


def deliver_notice(*, send: Callable[[Envelope], Attempt], at: datetime) -> bool:
    """Send one message that is due; false when none is. No transaction is open while the server speaks."""
    held = hold_next_message(at=at)
    if held is None:
        return False
    note_attempt(held=held, attempt=tried(held, send), at=at)
    return True


def tried(held: HeldMessage, send: Callable[[Envelope], Attempt]) -> Attempt:
    if not held.recipient:
        return Attempt(Fault.UNREADABLE, is_final=True)
    envelope = Envelope(
        reference=held.reference,
        channel=held.channel,
        to=held.recipient,
        subject=str(SUBJECTS[held.template]),
        text=text_of(held.template, held.channel, held.facts),
    )
    return send(envelope)
