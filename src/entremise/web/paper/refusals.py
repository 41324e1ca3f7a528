"""How paper says no."""

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.paper import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NO_SHEET,
        404,
        _("No sheet to type has this code"),
        _("Read the code again. A sheet that is typed already is not typed twice."),
    ),
    Words(
        Refusal.OWN_SHEET,
        409,
        _("Somebody else types this sheet"),
        _("Nobody types what she wrote or typed herself. Hand the sheet to a colleague."),
    ),
    Words(
        Refusal.BUNDLE_OUT,
        409,
        _("This caller has a bundle already"),
        _("Count it when it comes back. Then print the next one."),
    ),
    Words(
        Refusal.HOLDS_A_CALL,
        409,
        _("This caller has somebody on her screen"),
        _("She ends that call first. Then print her bundle."),
    ),
    Words(
        Refusal.NO_HOURS,
        409,
        _("Nobody calls in that half-day"),
        _("Choose another one, within three days and within the hours of the campaign."),
    ),
    Words(
        Refusal.TOO_LATE_TO_PRINT,
        409,
        _("These sheets are not printed any more"),
        _(
            "They are printed once, within a quarter of an hour, by whoever drew them. Count the bundle as missing what was not printed."
        ),
    ),
    Words(
        Refusal.SHEETS_NOT_TYPED,
        409,
        _("Some sheets are still to be typed"),
        _("Type them, or say which are missing. Then try again."),
    ),
    Words(
        Refusal.NO_ALERT,
        409,
        _("No alert is on"),
        _("The envelope of the evening is made during an alert only."),
    ),
    Words(
        Refusal.NOBODY_IN_DANGER,
        409,
        _("Nobody is in danger tonight"),
        _("No open report of this campaign is of severity 1 or 2. No envelope is needed."),
    ),
    Words(
        Refusal.WRONG_STEP,
        409,
        _("This was done already"),
        _("Go back and look at where the bundle stands."),
    ),
)
