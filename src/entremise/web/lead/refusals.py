"""How the preparation of campaigns says no."""

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        CallRefusal.TITLE_TAKEN,
        409,
        _("A campaign has this name already"),
        _("Go back and add the year or the district."),
    ),
    Words(
        CallRefusal.NO_RIGHT_TO_CALL,
        409,
        _("No wave can begin: nothing lets us call now"),
        _(
            "An act or a decision must be in force for one of the registers, and callers admitted under it."
        ),
    ),
    Words(
        CallRefusal.WAVE_DAY_PAST,
        409,
        _("The day of the wave is not to come"),
        _("Choose a day after today, or begin a wave now."),
    ),
    Words(
        CallRefusal.WAVE_BEGINNING,
        409,
        _("A wave is beginning already"),
        _("Its people are being put on the list. Wait until the board counts them."),
    ),
)
