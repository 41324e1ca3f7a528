"""States, reasons and endings as orienteurs, services and callers read them."""

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.referral.vocabulary.checks import CheckAnswer, Verdict
from entremise.referral.vocabulary.referrals import AnswerKind, Said, SentBy
from entremise.referral.vocabulary.reports import ItemState, SeverityReason, UnmetReason
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
# What of the person goes with a request, beside her name and the message, by what its theme needs.
GIVEN: Final[dict[str, StrOrPromise]] = {
    "phone": _("the number"),
    "language": _("how to speak to her"),
    "district": _("the district"),
    "since": _("since when"),
    "tried": _("what was tried"),
    "reach": _("whom to reach and when"),
    "access": _("the way in"),
}
SAID: Final[dict[Said, StrOrPromise]] = {
    Said.RECEIVED: _("it has received it"),
    Said.ACCEPTED: _("it accepts"),
    Said.REFUSED: _("it refuses"),
    Said.ANSWERED: _("it says what was done"),
}
ORIGINS: Final[dict[str, StrOrPromise]] = {
    "CALL": _("after a call"),
    "NEED": _("for a need of mutual aid"),
    "INTRODUCTION": _("during a help between neighbours"),
    "PAPER": _("typed from a sheet of paper"),
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
    "ITEM_WITHDRAWN": _("Item taken back by the person"),
    "REOPENED": _("Opened again"),
    "CHECKED": _("« Did it help? »"),
    "CHECK_LATER": _("To ask another day"),
    "HANDED_OVER": _("Handed over"),
    "SEVERITY": _("Severity changed"),
    "REVIEWED": _("Read by a colleague: to place"),
    "SENT_BACK": _("Sent back to the caller"),
    "REVIEW_LATE": _("Nobody read it first: to place all the same"),
    "VITAL_REVIEWED": _("Passing on without consent: second look"),
    "ESCALATED": _("Orienteurs and leads alerted"),
    "CLOCK_RESTARTED": _("No answer to the service in three days: its clock runs again"),
    "LINK_ENDS": _("The link ends in three days"),
    "LINK_OVER": _("The link is over: the item is to place"),
    "TOLD_TO_FORGET": _("Told to delete what it noted"),
    "PRINTED": _("Letter printed"),
    "WITHDRAWN": _("Taken back by the person"),
    "DECEASED": _("The person has died"),
    "CLOSED": _("Report closed"),
}


SEVERITY_REASONS: Final[dict[SeverityReason, StrOrPromise]] = {
    SeverityReason.NEW_FACT: _("a new fact is known"),
    SeverityReason.HEARD_AGAIN: _("the person was heard again"),
    SeverityReason.MISTAKEN: _("it was misjudged"),
    SeverityReason.WAITED_LONG: _("it has waited too long"),
}
CHECK_ANSWERS: Final[dict[CheckAnswer, StrOrPromise]] = {
    CheckAnswer.YES: _("yes, it helped"),
    CheckAnswer.NO: _("no, it did not help"),
    CheckAnswer.NOBODY: _("nobody picks up"),
    CheckAnswer.IMPOSSIBLE: _("she cannot be asked any more"),
}
VERDICTS: Final[dict[Verdict, StrOrPromise]] = {
    Verdict.JUSTIFIED: _("life was in danger: justified"),
    Verdict.UNJUSTIFIED: _("consent should have been asked"),
}

DATED: Final = frozenset(
    {"ACCEPTED", "CHECK_LATER"}
)  # the day of the first contact, of the next asking


def detail_words(kind: str, detail: str) -> str:
    """The codes of a step of the trace, in words."""
    tables: dict[str, dict[str, StrOrPromise]] = {
        "OPENED": ORIGINS,
        "SENT": {key.value: words for key, words in SENT_BY.items()},
        "SEVERITY": {key.value: words for key, words in SEVERITY_REASONS.items()},
        "CHECKED": {key.value: words for key, words in CHECK_ANSWERS.items()},
        "VITAL_REVIEWED": {key.value: words for key, words in VERDICTS.items()},
        "SILENT": {"UNOPENED": _("not opened: ring the service")},
        "REFUSED": {key.value: words for key, words in REFUSALS.items()},
        "ANSWERED": {key.value: words for key, words in ANSWERS.items()},
        "ITEM_ENDED": {key.value: words for key, words in (*ENDINGS.items(), *UNMET.items())},
    }
    if kind == "HANDED_OVER":
        return detail
    if kind in DATED and detail:
        return date_format(date.fromisoformat(detail), "l j F Y")
    table = tables.get(kind, {})
    return ", ".join(str(table.get(word, word)) for word in detail.split())
