"""What changes letters and messages, by subject."""

from entremise.notices.operations.ending import end_late_messages, forget_old_messages
from entremise.notices.operations.incoming import (
    answer_question,
    open_incoming,
    settle_incoming,
    take_incoming,
)
from entremise.notices.operations.letters import (
    ask_letter,
    drop_letters,
    drop_letters_to,
    forget_letters,
    forget_sent,
    note_sent,
)
from entremise.notices.operations.messages import (
    give_up_message,
    queue_message,
    retry_message,
    withdraw_question,
)
from entremise.notices.operations.sending import (
    hold_next_message,
    note_attempt,
    note_delivery,
    note_number,
)

__all__ = [
    "answer_question",
    "ask_letter",
    "drop_letters",
    "drop_letters_to",
    "end_late_messages",
    "forget_letters",
    "forget_old_messages",
    "forget_sent",
    "give_up_message",
    "hold_next_message",
    "note_attempt",
    "note_delivery",
    "note_number",
    "note_sent",
    "open_incoming",
    "queue_message",
    "retry_message",
    "settle_incoming",
    "take_incoming",
    "withdraw_question",
]
