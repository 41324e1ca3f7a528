"""What messages of actions, missions and money say: a day, an hour, a place that is public; nobody's name."""

from typing import Final

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.journeys.aid_words import Texts
from entremise.notices.vocabulary import MessageTemplate

T = MessageTemplate

ACTION_SUBJECTS: Final[dict[MessageTemplate, StrOrPromise]] = {
    T.PLACE_REMINDED: gettext_lazy("Your place, soon"),
    T.PLACE_OFFERED: gettext_lazy("A place is free for you"),
    T.PLACE_CANCELLED: gettext_lazy("A meeting is called off"),
    T.SUBSTITUTE_WANTED: gettext_lazy("Somebody is missing"),
    T.MISSION_PROPOSED: gettext_lazy("A mission is proposed to you"),
    T.EXPENSE_WAITS: gettext_lazy("An expense waits for you"),
    T.EXPENSE_REFUSED: gettext_lazy("An expense was refused"),
}
ACTION_TEXTS: Final[Texts] = {}
