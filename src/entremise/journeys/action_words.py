"""What messages of actions, missions and money say: a day, an hour, a public place; nobody's name."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.journeys.aid_words import Texts, questions, signed, with_kit
from entremise.journeys.kit_words import Facts, NoText, letter
from entremise.kits.vocabulary.leaving import SentText
from entremise.notices.vocabulary import Channel, MessageTemplate

T = MessageTemplate
ACTION_SUBJECTS: Final[dict[MessageTemplate, StrOrPromise]] = {
    T.PLACE_REMINDED: gettext_lazy("Your place, soon"),
    T.PLACE_OFFERED: gettext_lazy("A place is free for you"),
    T.PLACE_CANCELLED: gettext_lazy("A meeting is called off"),
    T.SUBSTITUTE_WANTED: gettext_lazy("Somebody is missing"),
    T.SEAT_REMINDED: gettext_lazy("Your shift of calls, soon"),
    T.SEAT_FREE: gettext_lazy("A seat is free in a shift of calls"),
    T.MISSION_PROPOSED: gettext_lazy("A mission is proposed to you"),
    T.EXPENSE_WAITS: gettext_lazy("An expense waits for you"),
    T.EXPENSE_REFUSED: gettext_lazy("An expense was refused"),
}
LONG: Final[dict[MessageTemplate, StrOrPromise]] = {
    T.PLACE_REMINDED: gettext_lazy(
        "You have a place on %(date)s at %(heure)s, %(lieu)s. You cannot come? Say so here: %(answer)s"
    ),
    T.PLACE_OFFERED: gettext_lazy(
        "A place is free for you on %(date)s at %(heure)s, %(lieu)s. Take it or leave it before %(limite)s: %(answer)s"
    ),
    T.PLACE_CANCELLED: gettext_lazy(
        "The meeting of %(date)s at %(heure)s, %(lieu)s, is called off. Thank you for your readiness."
    ),
    T.SUBSTITUTE_WANTED: gettext_lazy(
        "Somebody cannot come on %(date)s at %(heure)s, %(lieu)s, and nobody waits for the place: %(lien)s"
    ),
    T.SEAT_REMINDED: gettext_lazy(
        "You have a seat on %(date)s at %(heure)s, %(lieu)s, to take news of people. You cannot come? Say so here: %(answer)s"
    ),
    T.SEAT_FREE: gettext_lazy(
        "Somebody could not come: a seat is free on %(date)s at %(heure)s, %(lieu)s. If you can, take it here: %(lien)s"
    ),
    T.MISSION_PROPOSED: gettext_lazy(
        "A mission is proposed to you. Read it, then say yes or no: %(lien)s"
    ),
    T.EXPENSE_WAITS: gettext_lazy("The expense %(number)s waits for your approval: %(lien)s"),
    T.EXPENSE_REFUSED: gettext_lazy(
        "The expense %(number)s was refused. The reason, and how to enter it again: %(lien)s"
    ),
}


def at_length(template: MessageTemplate) -> Callable[[Facts], str]:
    def write(facts: Facts) -> str:
        try:
            return letter(str(LONG[template]) % facts, *questions())
        except KeyError:
            raise NoText from None

    return write


def offered_shortly(facts: Facts) -> str:
    text = _(
        "a place for you on %(date)s at %(heure)s, %(lieu)s. Answer OUI or NON before %(limite)s."
    )
    return filled(text, facts, ends="")


def cancelled_shortly(facts: Facts) -> str:
    text = _("the meeting of %(date)s at %(heure)s, %(lieu)s, is called off.")
    return filled(text, facts, ends="%(standard)s")


def seat_shortly(facts: Facts) -> str:
    text = _("a seat is free on %(date)s at %(heure)s, %(lieu)s. Can you come? %(lien)s")
    return filled(text, facts, ends="")


def mission_shortly(facts: Facts) -> str:
    return filled(_("a mission is proposed to you. Read and answer: %(lien)s"), facts, ends="")


def filled(text: str, facts: Facts, *, ends: str) -> str:
    try:
        return signed(text % facts, ends=ends).strip()
    except KeyError:
        raise NoText from None


ACTION_TEXTS: Final[Texts] = {
    **{(one, Channel.EMAIL): at_length(one) for one in LONG},
    (T.PLACE_REMINDED, Channel.SMS): with_kit(T.PLACE_REMINDED, SentText.SHIFT_REMINDER, "lieu"),
    (T.SEAT_REMINDED, Channel.SMS): with_kit(T.SEAT_REMINDED, SentText.SHIFT_REMINDER, "lieu"),
    (T.SEAT_FREE, Channel.SMS): seat_shortly,
    (T.PLACE_OFFERED, Channel.SMS): offered_shortly,
    (T.PLACE_CANCELLED, Channel.SMS): cancelled_shortly,
    (T.MISSION_PROPOSED, Channel.SMS): mission_shortly,
}
