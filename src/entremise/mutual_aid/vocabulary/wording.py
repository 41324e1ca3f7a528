"""States, reasons and moments in words: the desk, helpers and residents read them alike."""

from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.common import Channel
from entremise.mutual_aid.vocabulary.mandates import MandateState, Proof, Tie
from entremise.mutual_aid.vocabulary.matching import Money, Outcome, Refund, RefusalReason
from entremise.mutual_aid.vocabulary.needs import (
    ConsentHow,
    Deadline,
    Ending,
    ForWhom,
    NeedState,
    Touch,
    Urgency,
    Wave,
    When,
)
from entremise.mutual_aid.vocabulary.offers import (
    Means,
    OfferKind,
    OfferState,
    ReleaseReason,
    WhyDeclined,
)

NEED_STATES: Final[dict[NeedState, StrOrPromise]] = {
    NeedState.RECEIVED: _("received"),
    NeedState.QUALIFIED: _("understood"),
    NeedState.SEARCHING: _("somebody is looked for"),
    NeedState.PROPOSED: _("a helper was asked"),
    NeedState.AGREED: _("a helper said yes"),
    NeedState.UNDER_WAY: _("under way"),
    NeedState.ORIENTED: _("with a service"),
    NeedState.DONE: _("help received"),
    NeedState.WITHDRAWN: _("withdrawn"),
    NeedState.UNMET: _("without answer"),
}
OFFER_STATES: Final[dict[OfferState, StrOrPromise]] = {
    OfferState.WAITING: _("waits for a first answer"),
    OfferState.OPEN: _("ready to help"),
    OfferState.PARTLY_USED: _("partly used"),
    OfferState.USED: _("fully used"),
    OfferState.RECONFIRM_DUE: _("to be confirmed"),
    OfferState.PAUSED: _("paused"),
    OfferState.RELEASED: _("over"),
}
CHANNELS: Final[dict[Channel, StrOrPromise]] = {
    Channel.FORM: _("on the web"),
    Channel.PHONE: _("by phone"),
    Channel.SMS: _("by SMS"),
    Channel.PAPER: _("on paper"),
    Channel.CALL: _("during one of our calls"),
    Channel.PARTNER: _("by an association"),
}
URGENCIES: Final[dict[Urgency, StrOrPromise]] = {
    Urgency.NOW: _("today"),
    Urgency.SOON: _("this week"),
    Urgency.CALM: _("can wait"),
}
ENDINGS: Final[dict[Ending, StrOrPromise]] = {
    Ending.HELPED: _("helped by a neighbour"),
    Ending.HELPED_OTHERWISE: _("helped otherwise"),
    Ending.NO_LONGER_NEEDED: _("no longer needed"),
    Ending.ASKED_TO_STOP: _("asked us to stop"),
    Ending.DUPLICATE: _("same as another need"),
    Ending.NOT_REACHED: _("could not be reached"),
    Ending.NOBODY_FOUND: _("nobody was found"),
    Ending.TOO_LATE: _("found too late"),
    Ending.NOT_OURS: _("asks for a trade or a service"),
    Ending.DIED: _("the person died"),
}
TOUCHES: Final[dict[Touch, StrOrPromise]] = {
    Touch.PHONE: _("reached by phone"),
    Touch.NO_ANSWER: _("called, no answer"),
    Touch.VOICE_MAIL: _("called, message left"),
    Touch.CALL_BACK: _("reached, to be called back"),
    Touch.SMS: _("SMS sent"),
    Touch.MAIL: _("mail sent"),
    Touch.VISIT: _("visited"),
}
FOR_WHOM: Final[dict[ForWhom, StrOrPromise]] = {
    ForWhom.SELF: _("for herself or himself"),
    ForWhom.OTHER_WHO_AGREES: _("for somebody who agrees"),
    ForWhom.OTHER_IN_DANGER: _("for somebody in danger"),
}
CONSENTS: Final[dict[ConsentHow, StrOrPromise]] = {
    ConsentHow.FACE: _("face to face"),
    ConsentHow.PHONE: _("by telephone"),
    ConsentHow.WRITING: _("in writing"),
    ConsentHow.MANDATE: _("for all her needs, by a mandate"),
}
TIES: Final[dict[Tie, StrOrPromise]] = {
    Tie.FAMILY: _("family"),
    Tie.NEIGHBOUR: _("neighbour or friend"),
    Tie.PROFESSIONAL: _("professional"),
    Tie.OTHER: _("somebody else"),
}
PROOFS: Final[dict[Proof, StrOrPromise]] = {
    Proof.PHONE: _("the person said yes by phone"),
    Proof.ON_THE_SPOT: _("the person said yes on the spot"),
    Proof.PAPER: _("the person signed a paper"),
    Proof.GUARDIAN: _("the guardian showed the paper of the judge"),
}
MANDATE_STATES: Final[dict[MandateState, StrOrPromise]] = {
    MandateState.ASKED: _("waits for the person's yes"),
    MandateState.CONFIRMED: _("may act"),
    MandateState.REVOKED: _("taken back"),
    MandateState.ENDED: _("over"),
}
WAVES: Final[dict[Wave, StrOrPromise]] = {
    Wave.NEAR: _("neighbours near by"),
    Wave.WIDER: _("neighbours farther away"),
    Wave.ASSOCIATIONS: _("associations"),
    Wave.DESK: _("the desk looks for another way"),
}
DEADLINES: Final[dict[Deadline, StrOrPromise]] = {
    Deadline.NONE: _("no date"),
    Deadline.BEFORE: _("before"),
    Deadline.ON: _("on"),
    Deadline.WEEKLY: _("each week"),
}
REFUSAL_REASONS: Final[dict[RefusalReason, StrOrPromise]] = {
    RefusalReason.NOT_FREE: _("not free"),
    RefusalReason.TOO_FAR: _("too far"),
    RefusalReason.NOT_SUITED: _("does not suit"),
    RefusalReason.KNOWN_CONFLICT: _("they know each other and prefer not to"),
    RefusalReason.PERSON_PREFERS_OTHER: _("the person prefers somebody else"),
    RefusalReason.ALREADY_BUSY: _("helps enough already"),
    RefusalReason.NO_ANSWER: _("no answer"),
    RefusalReason.OTHER: _("another reason"),
}
OUTCOMES: Final[dict[Outcome, StrOrPromise]] = {
    Outcome.WENT_WELL: _("it went well"),
    Outcome.PARTLY: _("partly"),
    Outcome.HELPER_ABSENT: _("the helper did not come"),
    Outcome.PERSON_ABSENT: _("the person was not there"),
    Outcome.STOPPED: _("stopped before"),
    Outcome.CONCERN: _("something worries me"),
}
KINDS: Final[dict[OfferKind, StrOrPromise]] = {
    OfferKind.STANDING: _("regularly"),
    OfferKind.ONCE: _("once"),
    OfferKind.GOODS: _("goods"),
}
MEANS: Final[dict[Means, StrOrPromise]] = {
    Means.WALK: _("on foot"),
    Means.BIKE: _("by bicycle"),
    Means.CAR: _("by car"),
    Means.PHONE_ONLY: _("by phone only"),
}
RELEASES: Final[dict[ReleaseReason, StrOrPromise]] = {
    ReleaseReason.ASKED: _("asked to stop"),
    ReleaseReason.NOT_RECONFIRMED: _("was not confirmed"),
    ReleaseReason.OVER: _("given, or its last day came"),
    ReleaseReason.DECLINED: _("could not be accepted"),
    ReleaseReason.CONCERN: _("a worry about the helper"),
    ReleaseReason.OBJECTED: _("refused the use of the data"),
}
WHY_DECLINED: Final[dict[WhyDeclined, StrOrPromise]] = {
    WhyDeclined.TOO_YOUNG: _("too young for this help"),
    WhyDeclined.TRADE: _("a trade, or asks to be paid"),
    WhyDeclined.NOBODY_NEAR: _("nobody near by needs it"),
    WhyDeclined.NOT_CHECKED: _("what this help asks for could not be seen"),
    WhyDeclined.NOT_REACHED: _("could not be reached"),
    WhyDeclined.DOUBLE: _("same as another offer"),
    WhyDeclined.OTHER: _("another reason"),
}
REFUNDS: Final[dict[Refund, StrOrPromise]] = {
    Refund.CASH: _("in cash, with the receipt in hand"),
    Refund.CHEQUE: _("by cheque, with the receipt in hand"),
}
DAYS: Final[dict[str, StrOrPromise]] = {
    "MON": _("Monday"),
    "TUE": _("Tuesday"),
    "WED": _("Wednesday"),
    "THU": _("Thursday"),
    "FRI": _("Friday"),
    "SAT": _("Saturday"),
    "SUN": _("Sunday"),
}
MOMENTS: Final[dict[str, StrOrPromise]] = {
    "AM": _("morning"),
    "PM": _("afternoon"),
    "EVE": _("evening"),
}


def slot_words(slot: str) -> str:
    """« lundi matin »."""
    day, moment = slot.split("-")
    return f"{DAYS[day]} {MOMENTS[moment]}"


def when_words(when: When) -> str:
    """« avant le 14 juillet », « lundi matin, mardi matin »; empty when any moment suits."""
    day = "" if when.on is None else date_format(when.on, "l j F")
    kind = "" if when.deadline is Deadline.NONE else str(DEADLINES[when.deadline])
    moments = ", ".join(slot_words(slot) for slot in when.slots)
    return ", ".join(filter(None, (f"{kind} {day}".strip(), moments)))


def money_words(money: Money | None) -> str:
    """What was agreed on before anything is bought; when nothing was, that it is to be."""
    if money is None:
        return gettext("Agree on a ceiling before anything is bought.")
    return gettext("%(euros)d euros at most, paid back %(how)s.") % {
        "euros": money.ceiling_euros,
        "how": REFUNDS[money.refund],
    }
