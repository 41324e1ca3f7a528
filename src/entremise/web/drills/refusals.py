"""How the exercise says no."""

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.drills import DrillRefusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        DrillRefusal.DRILL_OPEN,
        409,
        _("A drill goes on already"),
        _("End it first: there is one at a time."),
    ),
    Words(
        DrillRefusal.NOT_YOUR_DRILL,
        404,
        _("This drill is not one of your body"),
        _("Go back to the page of the drill."),
    ),
    Words(
        DrillRefusal.DRILL_OVER,
        409,
        _("This is over"),
        _("The drill has ended, or somebody else was quicker. Go back to the page of the drill."),
    ),
    Words(
        DrillRefusal.NOBODY_NOW,
        409,
        _("Nobody to call right now"),
        _(
            "Others are held, or are to be tried again in some minutes. Come back to the page of the drill then."
        ),
    ),
    Words(
        DrillRefusal.NOT_HELD,
        409,
        _("You no longer hold this invented person"),
        _("Go back to the page of the drill and take the next one."),
    ),
)
