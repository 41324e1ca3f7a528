"""The numbers that stand in front of each box on paper, and are typed again: outcomes and themes."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entremise.kits.vocabulary import KitContent
from entremise.outreach.vocabulary.calls import Outcome

NOT_CALLED: Final = 0
OUTCOMES: Final = {
    1: (Outcome.SPOKEN_WELL, _("spoken, all is well")),
    2: (Outcome.SPOKEN_DIFFICULTY, _("spoken, a difficulty (overleaf)")),
    3: (Outcome.NO_ANSWER, _("no answer")),
    4: (Outcome.BUSY, _("busy")),
    5: (Outcome.VOICEMAIL, _("voicemail")),
    6: (Outcome.CUT_OFF, _("line cut")),
    7: (Outcome.CALL_BACK, _("to call back (overleaf)")),
    8: (Outcome.NOT_TODAY, _("not today")),
    9: (Outcome.OBJECTION, _("refusal (overleaf)")),
    10: (Outcome.WRONG_NUMBER, _("wrong number")),
    11: (Outcome.OUT_OF_SERVICE, _("out of service")),
    12: (Outcome.RELATIVE_ANSWERED, _("a relative answered")),
    13: (Outcome.LANGUAGE, _("another language (overleaf)")),
    14: (Outcome.AWAY, _("away, in hospital (overleaf)")),
    15: (Outcome.MINOR_ALONE, _("a child answered")),
    16: (Outcome.DECEASED, _("death told")),
    17: (Outcome.EMERGENCY, _("emergency, help is there")),
}


def themes_of(kit: KitContent) -> dict[int, tuple[str, str]]:
    """Number → code and words, in the order of the kit."""
    return {number: (theme.code, theme.label) for number, theme in enumerate(kit.themes, start=1)}
