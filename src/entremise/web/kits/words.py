"""Words of the closed lists of a content, and of the places where something is wrong."""

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.kits.vocabulary import Fault, Message
from entremise.kits.vocabulary.leaving import SentText, leaves, sent_text

Words = dict[str, StrOrPromise]

STEP_KINDS: Final[Words] = {
    "identity": gettext_lazy("who is speaking"),
    "notice": gettext_lazy("the information due"),
    "question": gettext_lazy("question"),
    "crisis_question": gettext_lazy("question of this crisis"),
    "advice": gettext_lazy("advice"),
    "read_back": gettext_lazy("reading back"),
    "exit": gettext_lazy("side road"),
    "emergency": gettext_lazy("emergency"),
    "end": gettext_lazy("end of the call"),
}
CREDENTIALS: Final[Words] = {
    "none": gettext_lazy("nothing"),
    "met_in_person": gettext_lazy("met in person"),
    "signed_confidentiality": gettext_lazy("signed confidentiality"),
    "driving_licence": gettext_lazy("driving licence"),
    "minors_check": gettext_lazy("check for work with minors"),
}
CHANNELS: Final[Words] = {
    "sms": gettext_lazy("text message"),
    "mail": gettext_lazy("mail"),
    "letter": gettext_lazy("letter"),
}
AUDIENCES: Final[Words] = {
    "person": gettext_lazy("the person"),
    "volunteer": gettext_lazy("a volunteer"),
    "service": gettext_lazy("a service"),
}
CONSENTS: Final[Words] = {
    "all": gettext_lazy("yes to everything"),
    "some": gettext_lazy("yes, point by point"),
    "none": gettext_lazy("no"),
    "vital_interest": gettext_lazy("life in danger, with a reason"),
    "nothing": gettext_lazy("nothing to pass on"),
}
SCHEDULES: Final[Words] = {
    "callback": gettext_lazy("a call back"),
    "weekly": gettext_lazy("a call every week"),
    "visit": gettext_lazy("a visit"),
    "correction": gettext_lazy("a correction of the register"),
}
OBJECTIONS: Final[Words] = {
    "campaign": gettext_lazy("this campaign"),
    "purpose": gettext_lazy("calls of this kind"),
    "all": gettext_lazy("every use"),
}
# What a message is for, by its code; one that the lead has added is named by its own.
MESSAGES: Final[Words] = {
    "call_announced": gettext_lazy("A call is announced"),
    "not_reached": gettext_lazy("Nobody answered"),
    "callback_reminder": gettext_lazy("A call back is promised"),
    "advice": gettext_lazy("Advice"),
    "objection_done": gettext_lazy("A refusal is noted"),
    "need_received": gettext_lazy("A need is received"),
    "need_met": gettext_lazy("A need is met"),
    "offer_received": gettext_lazy("An offer is received"),
    "offer_proposed": gettext_lazy("Somebody to help is proposed"),
    "shift_reminder": gettext_lazy("A shift comes near"),
    "call_up": gettext_lazy("Callers are asked for"),
    "referral": gettext_lazy("A request goes to a service"),
    "campaign_end": gettext_lazy("The campaign ends"),
}
# When each text that leaves does.
LEAVING: Final[dict[SentText, StrOrPromise]] = {
    SentText.NEED_RECEIVED: gettext_lazy(
        "Leaves by itself when a need is noted on the web, when the desk notes who acts for somebody, and when the desk sends the code."
    ),
    SentText.OFFER_RECEIVED: gettext_lazy(
        "Leaves by itself when an offer of help is noted on the web."
    ),
    SentText.OFFER_PROPOSED: gettext_lazy(
        "Leaves by itself when the desk asks somebody who helps and has an account whether they can."
    ),
    SentText.SHIFT_REMINDER: gettext_lazy(
        "Leaves by itself within two days of an action, to who has a place, and the day before a shift of calls, to who has a seat."
    ),
}
STAYING: Final[Words] = {
    "sms": gettext_lazy(
        "This text does not leave by itself: copy it to send it, or read it on the phone."
    ),
    "mail": gettext_lazy("This text does not leave by itself: copy it to send it."),
    "letter": gettext_lazy("This text does not leave by itself: copy it into a letter."),
}
ELSEWHERE: Final = gettext_lazy(
    "This text does not leave: that of the content « Ordinary time » does, during a crisis too."
)
DAYS: Final[Words] = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}
DAY: Final = re.compile(rf"\b(?:{'|'.join(DAYS)})\b")
PLACES: Final[Words] = {
    "script.steps": gettext_lazy("Step"),
    "themes": gettext_lazy("Theme"),
    "service_needs": gettext_lazy("What a service is given"),
    "help_categories": gettext_lazy("Category of help"),
    "messages": gettext_lazy("Message"),
    "calling.hours": gettext_lazy("Hours of the calls"),
    "calling": gettext_lazy("Calling rules"),
    "crisis_block": gettext_lazy("Block of the crisis"),
    "notice": gettext_lazy("Information due"),
    "priority": gettext_lazy("Order of the calls"),
}


FIELDS: Final[Words] = {
    "label": gettext_lazy("Name"),
    "code": gettext_lazy("Code"),
    "thematique": gettext_lazy("National code"),
    "answered_by": gettext_lazy("Who answers"),
    "fields": gettext_lazy("What is given"),
    "rule": gettext_lazy("The rule"),
    "money": gettext_lazy("Money"),
    "credential": gettext_lazy("To show"),
    "minimum_age": gettext_lazy("Age"),
    "say": gettext_lazy("Sentences to say"),
    "hint": gettext_lazy("Advice to the caller, not to be said"),
    "kind": gettext_lazy("Kind of step"),
    "next": gettext_lazy("Then"),
    "theme": gettext_lazy("Opens a difficulty"),
    "severity": gettext_lazy("Severity proposed"),
    "text": gettext_lazy("Text"),
    "subject": gettext_lazy("Subject of the mail"),
    "tries_per_day": gettext_lazy("Tries a day, at most"),
    "tries_total": gettext_lazy("Tries in all, at most"),
    "spacing_minutes": gettext_lazy("Minutes between two tries"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("Until what hour"),
}


def words_of_field(place: str) -> StrOrPromise:
    """The question that the last word of a place answers."""
    return FIELDS.get(place.rpartition(".")[2], "")


def words_of_place(place: str) -> str:
    """« Étape « time » » for `script.steps[time].say[1]`; the place itself when it has no word."""
    known = next((name for name in PLACES if place.startswith(name)), "")
    if not known:
        return place
    found = re.match(r"\[([^\]]+)\]", place.removeprefix(known))
    return f"{PLACES[known]} « {with_days(place, found[1])} »" if found else str(PLACES[known])


def with_days(place: str, text: str) -> str:
    """« lundi mardi 09:30 » for `mon tue 09:30`, among hours of calls alone: « mon » and « tue » are words too."""
    is_of_hours = place.startswith("calling.hours")
    return DAY.sub(lambda day: str(DAYS[day[0]]), text) if is_of_hours else text


def words_of_fault(fault: Fault) -> str:
    return _("%(place)s: %(text)s") % {"place": words_of_place(fault.place), "text": fault.text}


def words_of_leaving(kit_code: str, message: Message) -> StrOrPromise:
    """When this text leaves by itself, or that it does not and what to do with it."""
    text = sent_text(message)
    if text is None:
        return STAYING[message.channel]
    return LEAVING[text] if leaves(kit_code=kit_code, message=message) else ELSEWHERE
