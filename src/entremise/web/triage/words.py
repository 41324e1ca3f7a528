"""States, reasons and endings as orienteurs, services and callers read them."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.directory.vocabulary import Capacity, Reason
from entremise.referral.vocabulary.referrals import AnswerKind, SentBy
from entremise.referral.vocabulary.reports import ItemState, UnmetReason
from entremise.referral.vocabulary.words import ENDINGS, REFUSALS

ITEM_STATES: Final[dict[ItemState, StrOrPromise]] = {
    ItemState.OPEN: _("To place"),
    ItemState.SENT: _("Sent"),
    ItemState.ANSWERED: _("Answered, the person is to be told"),
    ItemState.CLOSED: _("Ended"),
}
UNMET: Final[dict[UnmetReason, StrOrPromise]] = {
    UnmetReason.NO_SERVICE: _("no service does this here"),
    UnmetReason.NO_CAPACITY: _("no room anywhere"),
    UnmetReason.TOO_FAR: _("too far for everybody"),
    UnmetReason.NOT_ELIGIBLE: _("the person has no right to it"),
    UnmetReason.PERSON_DECLINED: _("the person does not want it any more"),
    UnmetReason.TOO_LATE: _("the help came too late"),
}
ANSWERS: Final[dict[AnswerKind, StrOrPromise]] = {
    AnswerKind.HELPED: _("the person was helped"),
    AnswerKind.IN_PROGRESS: _("help is in progress"),
    AnswerKind.NO_RIGHT: _("the person has no right to it"),
    AnswerKind.DECLINED: _("the person did not want it"),
}
SENT_BY: Final[dict[SentBy, StrOrPromise]] = {
    SentBy.ACCOUNT: _("in its account here"),
    SentBy.LINK: _("by a link"),
    SentBy.PHONE: _("by phone"),
    SentBy.PAPER: _("on paper"),
}
CAPACITIES: Final[dict[Capacity, StrOrPromise]] = {
    Capacity.OPEN: _("open"),
    Capacity.WAITING: _("waiting list"),
    Capacity.CLOSED: _("full or closed"),
}
REASONS: Final[dict[Reason, StrOrPromise]] = {
    Reason.THEME: _("does this"),
    Reason.DISTRICT: _("works in this district"),
    Reason.HAS_ROOM: _("has room"),
    Reason.WAITING_LIST: _("has a waiting list"),
    Reason.QUICK: _("answers within two days"),
    Reason.CHECKED: _("entry checked this half-year"),
    Reason.STALE: _("entry not checked for six months"),
}
ORIGINS: Final[dict[str, StrOrPromise]] = {
    "CALL": _("after a call"),
    "NEED": _("for a need of mutual aid"),
    "INTRODUCTION": _("during a help between neighbours"),
}
STEPS: Final[dict[str, StrOrPromise]] = {
    "OPENED": _("Report received"),
    "MORE": _("More was reported"),
    "TAKEN": _("Taken"),
    "GIVEN_BACK": _("Given back"),
    "ASKED_CALLER": _("Question to the caller"),
    "CALLER_ANSWERED": _("The caller answered"),
    "SENT": _("Sent"),
    "RECEIVED": _("Received"),
    "ACCEPTED": _("Accepted"),
    "REFUSED": _("Refused"),
    "QUESTIONED": _("Question from the service"),
    "REPLIED": _("The question was answered"),
    "ANSWERED": _("The service answered"),
    "LINK_RENEWED": _("New link made"),
    "SILENT": _("No answer in time"),
    "TAKEN_BACK": _("Taken back from the service"),
    "HOLD_ENDED": _("Held for twelve hours: free for another orienteur"),
    "CALLER_SILENT": _("The caller did not answer in a day"),
    "ITEM_ENDED": _("Item ended"),
    "WITHDRAWN": _("Taken back by the person"),
    "CLOSED": _("Report closed"),
}


def detail_words(kind: str, detail: str) -> str:
    """The codes of a step of the trace, in words."""
    tables: dict[str, dict[str, StrOrPromise]] = {
        "OPENED": ORIGINS,
        "SENT": {key.value: words for key, words in SENT_BY.items()},
        "REFUSED": {key.value: words for key, words in REFUSALS.items()},
        "ANSWERED": {key.value: words for key, words in ANSWERS.items()},
        "ITEM_ENDED": {key.value: words for key, words in (*ENDINGS.items(), *UNMET.items())},
    }
    table = tables.get(kind, {})
    return ", ".join(str(table.get(word, word)) for word in detail.split())
