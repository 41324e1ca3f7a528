"""Tips in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.engines.holding import Hold
from entremise.mutual_aid.vocabulary.tips import (
    TipCategory,
    TipEnding,
    TipFault,
    TipState,
    TipView,
)

CATEGORIES: Final[dict[TipCategory, StrOrPromise]] = {
    TipCategory.COOL: _("Cool or heated places"),
    TipCategory.FOOD: _("Food and meals"),
    TipCategory.HEALTH: _("Health"),
    TipCategory.PAPERS: _("Papers and rights"),
    TipCategory.TRANSPORT: _("Getting around"),
    TipCategory.COMPANY: _("Company"),
    TipCategory.CHILDREN: _("Children"),
    TipCategory.HOME: _("Home and repairs"),
}
FAULTS: Final[dict[TipFault, StrOrPromise]] = {
    TipFault.CLOSED: _("It is closed or over"),
    TipFault.HOURS: _("The hours are wrong"),
    TipFault.PLACE: _("The place is wrong"),
    TipFault.UNTRUE: _("It is not true"),
    TipFault.HARMFUL: _("It may harm somebody"),
    TipFault.OTHER: _("Something else is wrong"),
}
ENDINGS: Final[dict[TipEnding, StrOrPromise]] = {
    TipEnding.OVER: _("It is over"),
    TipEnding.UNTRUE: _("It is not true, or nobody could check it"),
    TipEnding.DOUBLE: _("The same tip is there already"),
    TipEnding.PRIVATE: _("It tells about a private person: its words are erased"),
    TipEnding.UNFIT: _("It is no tip for people here"),
}
STATES: Final[dict[TipState, StrOrPromise]] = {
    TipState.DRAFT: _("To check"),
    TipState.PUBLISHED: _("Published"),
    TipState.CONTESTED: _("Reported as wrong"),
    TipState.RETIRED: _("Taken away"),
}
VIEWS: Final[dict[TipView, StrOrPromise]] = {
    TipView.DRAFT: _("To check"),
    TipView.CONTESTED: _("Reported as wrong"),
    TipView.ENDING: _("About to end"),
    TipView.PUBLISHED: _("Published"),
    TipView.RETIRED: _("Taken away"),
}
HOLDS: Final[dict[Hold, StrOrPromise]] = {
    Hold.PHONE: _("a phone number"),
    Hold.MAIL: _("an e-mail address"),
    Hold.IBAN: _("a bank account number"),
    Hold.LINK: _("a link"),
    Hold.INSULT: _("an insult"),
}
