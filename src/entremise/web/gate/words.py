"""Words of the audit of pairs."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.journeys.audit_pairs import Side
from entremise.mutual_aid.vocabulary.audit import Fate
from entremise.mutual_aid.vocabulary.matching import Author, ProposalState
from entremise.people.vocabulary import Title
from entremise.web.aid.lines import Labels
from entremise.web.phone.languages import LANGUAGES

SIDES: Final[dict[Side, StrOrPromise]] = {
    Side.DISTRICT: gettext_lazy("By district"),
    Side.LANGUAGE: gettext_lazy("By language asked for"),
    Side.AGE: gettext_lazy("By age"),
    Side.TITLE: gettext_lazy("By title"),
}
FATES: Final[dict[Fate, StrOrPromise]] = {
    Fate.NOT_SENT: gettext_lazy("Nobody asked"),
    Fate.PUT_ASIDE: gettext_lazy("Put aside by the desk"),
    Fate.TAKEN: gettext_lazy("Asked, somebody else said yes"),
    Fate.WAITING: gettext_lazy("Asked, waiting"),
    Fate.EXPIRED: gettext_lazy("Asked, no answer"),
    Fate.REFUSED: gettext_lazy("Asked, said no"),
    Fate.ACCEPTED: gettext_lazy("Asked, said yes"),
}
STATES: Final[dict[ProposalState, StrOrPromise]] = {
    ProposalState.PROVISIONAL: gettext_lazy("to be decided"),
    ProposalState.SENT: gettext_lazy("asked"),
    ProposalState.ACCEPTED: gettext_lazy("yes"),
    ProposalState.REFUSED: gettext_lazy("no"),
    ProposalState.SUPERSEDED: gettext_lazy("replaced"),
    ProposalState.EXPIRED: gettext_lazy("no answer"),
}
AUTHORS: Final[dict[Author, StrOrPromise]] = {
    Author.ENGINE: gettext_lazy("the machine"),
    Author.AGENT: gettext_lazy("the desk"),
    Author.HELPER: gettext_lazy("the helper"),
}
TITLES: Final[dict[Title, StrOrPromise]] = {
    Title.MADAME: gettext_lazy("Madame"),
    Title.MONSIEUR: gettext_lazy("Monsieur"),
    Title.NONE: gettext_lazy("not known"),
}


def group_name(side: Side, group: str, words: Labels) -> str:
    if not group:
        return _("none asked for") if side is Side.LANGUAGE else _("not known")
    if side is Side.DISTRICT:
        return words.district(group)
    if side is Side.LANGUAGE:
        return str(LANGUAGES.get(group, group))
    if side is Side.TITLE:
        return str(TITLES[Title(group)])
    return _("%(band)s years") % {"band": group.replace("-", "–")}
