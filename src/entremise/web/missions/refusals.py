"""How missions say no."""

from django.utils.translation import gettext_lazy as _

from entremise.solidarity.vocabulary.missions import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NOT_YOUR_MISSION,
        403,
        _("This mission is not yours"),
        _("A decider or a go-between of the body asks; the person asked answers herself."),
    ),
    Words(
        Refusal.MISSION_OVER,
        409,
        _("This mission was answered or is over"),
        _("Go back and look at it again. A new one can be proposed."),
    ),
    Words(
        Refusal.PERIOD_IMPOSSIBLE,
        409,
        _("These days are not possible"),
        _("The last day is after the first, not past, and within a year."),
    ),
)
