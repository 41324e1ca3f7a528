"""What changes letters and messages, by subject."""

from entremise.notices.operations.letters import ask_letter, forget_sent, note_sent
from entremise.notices.operations.messages import (
    give_up_message,
    queue_message,
    retry_message,
)
from entremise.notices.operations.sending import (
    end_late_messages,
    hold_next_message,
    note_attempt,
)

__all__ = [
    "ask_letter",
    "end_late_messages",
    "forget_sent",
    "give_up_message",
    "hold_next_message",
    "note_attempt",
    "note_sent",
    "queue_message",
    "retry_message",
]
