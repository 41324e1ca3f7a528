"""Messages of mutual aid as lines of a trace: to whom, what, and what became of each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.engines.short_answers import Word
from entremise.kernel.origin import Origin
from entremise.notices.queries import messages_about
from entremise.notices.vocabulary import (
    Channel,
    MessageCard,
    MessageState,
    MessageTemplate,
)
from entremise.web.administrator.messages import FAULTS
from entremise.web.templatetags.shell import moment

Event = tuple[datetime, str, str]
T, S = MessageTemplate, MessageState
TOLD: Final[dict[MessageTemplate, StrOrPromise]] = {
    T.HELPER_ASKED: gettext_lazy("Helper asked: can you help?"),
    T.HELPER_THANKED: gettext_lazy("Helper thanked: asked no more"),
    T.HELPER_MET: gettext_lazy("Helper told that it is agreed"),
    T.PERSON_ASKED: gettext_lazy("Person asked: may this neighbour help?"),
    T.PERSON_MET: gettext_lazy("Person told the word for the door"),
    T.PERSON_WAITS: gettext_lazy("Person told that somebody else is looked for"),
    T.PERSON_CHECKED: gettext_lazy("Person asked: did it go well?"),
    T.WORD_WAITS: gettext_lazy("The other side told that a word waits"),
    T.ANSWER_TOO_LATE: gettext_lazy("Told that the answer came too late"),
    T.NEED_NOTED: gettext_lazy("Receipt with the code"),
    T.NEED_SHARED: gettext_lazy("Association told"),
    T.OFFER_NOTED: gettext_lazy("Receipt with the code"),
    T.OFFER_ACCEPTED: gettext_lazy("Helper told that the offer is accepted"),
    T.HELPER_INVITED: gettext_lazy("Helper invited to something else"),
    T.OFFER_DECLINED: gettext_lazy("Helper told that the offer is declined"),
    T.OFFER_ASKED_AGAIN: gettext_lazy("Helper asked: does it still stand?"),
}
CHANNELS: Final[dict[Channel, StrOrPromise]] = {
    Channel.SMS: gettext_lazy("SMS"),
    Channel.EMAIL: gettext_lazy("mail"),
}
STATES: Final[dict[MessageState, StrOrPromise]] = {
    S.QUEUED: gettext_lazy("leaves soon"),
    S.SENDING: gettext_lazy("leaves now"),
    S.FAILED: gettext_lazy("did not leave, tried again"),
    S.SENT: gettext_lazy("sent on %(moment)s"),
    S.DELIVERED: gettext_lazy("sent on %(moment)s, arrived"),
    S.DEAD: gettext_lazy("did not arrive"),
    S.GIVEN_UP: gettext_lazy("not sent: of no use any more"),
    S.STOPPED: gettext_lazy("not sent: this number said STOP. Ring."),
}
ANSWERED: Final = {Word.YES.value: "OUI", Word.NO.value: "NON"}  # as they were typed


def events_of(about: Origin, steps: list[Event]) -> list[Event]:
    """What was done and what was written about one need or offer, the last first."""
    written = map(told_words, messages_about(about))
    return sorted((*steps, *written), key=lambda one: one[0], reverse=True)


def told_words(card: MessageCard) -> Event:
    """A line of the trace: when, what, and what became of it."""
    return card.made_at, str(TOLD.get(card.template, card.template)), ", ".join(became(card))


def became(card: MessageCard) -> Iterator[str]:
    yield str(CHANNELS[card.channel])
    yield str(STATES[card.state]) % {"moment": moment(card.sent_at) if card.sent_at else ""}
    if card.state is S.DEAD and card.fault is not None:
        yield str(FAULTS[card.fault]).rstrip(".")
    if card.state is S.DEAD:
        yield _("ring")
    if card.answer in ANSWERED and card.answered_at is not None:
        yield _("answer %(word)s, %(moment)s") % {
            "word": ANSWERED[card.answer],
            "moment": moment(card.answered_at),
        }
