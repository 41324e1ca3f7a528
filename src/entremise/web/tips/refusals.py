"""How a tip is refused."""

from django.utils.translation import gettext_lazy as _

from entremise.mutual_aid.vocabulary.tips import TipRefusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        TipRefusal.TIP_NOT_FOUND,
        404,
        _("This tip is not here any more"),
        _("It was only good for a time. The list has the others."),
    ),
    Words(
        TipRefusal.TIP_WRONG_STATE,
        409,
        _("This tip has been taken away"),
        _("Note a new one, if it is good again."),
    ),
    Words(
        TipRefusal.TIP_DATE_PAST,
        409,
        _("This date is over"),
        _("Choose today or later."),
    ),
    Words(
        TipRefusal.TIP_DATE_TOO_FAR,
        409,
        _("This date is too far"),
        _("A tip is checked again after ninety days at most."),
    ),
)
