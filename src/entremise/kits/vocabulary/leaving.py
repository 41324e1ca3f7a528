"""Which texts of the contents leave by themselves: those who send and the pages of the contents read it here."""

from enum import StrEnum
from typing import Final

from entremise.kits.vocabulary.content import Message

ORDINARY: Final = "temps_ordinaire"  # its texts are those that leave, during a crisis too
LEAVES_BY: Final = "sms"


class SentText(StrEnum):
    """Their codes; a text of any other code waits for somebody who copies it or reads it aloud."""

    NEED_RECEIVED = "need_received"
    OFFER_RECEIVED = "offer_received"
    OFFER_PROPOSED = "offer_proposed"
    SHIFT_REMINDER = "shift_reminder"


def sent_text(message: Message) -> SentText | None:
    """Which text that leaves has this code and channel, whatever its content: only that of `ORDINARY` is sent."""
    is_sent = message.channel == LEAVES_BY and message.code in set(SentText)
    return SentText(message.code) if is_sent else None


def leaves(*, kit_code: str, message: Message) -> bool:
    """Whether this text of this content leaves by itself."""
    return kit_code == ORDINARY and sent_text(message) is not None
