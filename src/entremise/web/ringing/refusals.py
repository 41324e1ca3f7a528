"""How the call-back desk says no."""

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.ring_backs import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NO_DESK,
        403,
        _("Others answer who rings back"),
        _(
            "Callers of level 3 and more do, and the clerks of the desk. Give the switchboard number."
        ),
    ),
    Words(
        Refusal.NO_CALL_OF_OURS,
        404,
        _("No call of ours is found"),
        _("Ask for the hour of the call, or for another number."),
    ),
    Words(
        Refusal.NOT_CONFIRMED,
        409,
        _("Who is on the line?"),
        _("Ask for her name first, and compare it. Then say where her number comes from."),
    ),
    Words(
        Refusal.RING_BACK_OVER,
        409,
        _("This line is closed"),
        _("It was open for a quarter of an hour. If she is still there, find her call again."),
    ),
    Words(
        Refusal.CANNOT_BE_TAKEN,
        409,
        _("This call cannot be made now"),
        _(
            "Somebody has it on a screen, it is over, or it is not for you. Promise a call, or pass her to a colleague."
        ),
    ),
    Words(
        Refusal.HOLDS_A_CALL,
        409,
        _("You have somebody on your screen"),
        _("End that call first. Or promise this person a call."),
    ),
)
