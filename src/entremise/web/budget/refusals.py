"""How the money says no."""

from django.utils.translation import gettext_lazy as _

from entremise.solidarity.vocabulary.budget import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NOT_YOUR_MONEY,
        403,
        _("This money is not yours to move"),
        _("Deciders of the same body open envelopes and approve. Go-betweens and leads spend."),
    ),
    Words(
        Refusal.AMOUNT_IMPOSSIBLE,
        409,
        _("This amount is not possible"),
        _("Go back and write it again in euros."),
    ),
    Words(
        Refusal.ENVELOPE_TOO_SMALL,
        409,
        _("The envelope does not hold that much any more"),
        _("Somebody committed money meanwhile. Go back and look at what is left."),
    ),
    Words(
        Refusal.ENVELOPE_CLOSED,
        409,
        _("This envelope is closed"),
        _("Nothing more is committed from it. Choose another one."),
    ),
    Words(
        Refusal.BELOW_COMMITTED,
        409,
        _("More than that is committed already"),
        _("Free a commitment first, or write a larger amount."),
    ),
    Words(
        Refusal.COMMITMENT_TOO_SMALL,
        409,
        _("The commitment does not hold that much any more"),
        _("Commit the difference from the envelope first, then enter the expense."),
    ),
    Words(
        Refusal.COMMITMENT_OVER,
        409,
        _("The rest of this commitment was given back"),
        _("Commit the money again to spend it."),
    ),
    Words(
        Refusal.EXPENSE_WAITING,
        409,
        _("An expense of this commitment waits for approval"),
        _("Have it approved or refused first, then free the rest."),
    ),
    Words(
        Refusal.EXPENSE_OVER,
        409,
        _("This expense does not wait any more"),
        _("It was paid or refused meanwhile. Look at it again."),
    ),
    Words(
        Refusal.OWN_EXPENSE,
        403,
        _("You entered this expense yourself"),
        _("Two other people approve it, whatever account you use."),
    ),
    Words(
        Refusal.SAME_HUMAN,
        403,
        _("You have approved this expense already"),
        _("Somebody else approves it as well, whatever account you use."),
    ),
    Words(
        Refusal.AGREEMENT_MISSING,
        409,
        _("A micro-grant has an agreement and a report"),
        _("Write the day it was signed, then the day the report is due."),
    ),
    Words(
        Refusal.REASON_MISSING,
        409,
        _("The reason is missing"),
        _("Go back and write why, in a few words."),
    ),
    Words(
        Refusal.ALREADY_CORRECTED,
        409,
        _("This expense cannot be corrected again"),
        _("Its correction is there already. Look at the commitment."),
    ),
    Words(
        Refusal.RECEIPT_TOO_LARGE,
        409,
        _("This file is larger than 5 MB"),
        _("Scan it again with fewer colours, or take a smaller picture."),
    ),
    Words(
        Refusal.RECEIPT_UNKNOWN_KIND,
        409,
        _("This file is no PDF, PNG or JPEG, or it is cut short"),
        _("Scan the receipt again, or take a picture of it."),
    ),
    Words(
        Refusal.RECEIPT_DAMAGED,
        409,
        _("This receipt cannot be opened"),
        _("What is kept does not agree with its expense. Tell the administrator."),
    ),
)
