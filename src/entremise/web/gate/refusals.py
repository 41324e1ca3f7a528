"""How exports and deletions say no."""

from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary import access, deletions
from entremise.commons.vocabulary.exports import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NOT_YOUR_TURN,
        403,
        _("This export is not yours to move"),
        _("A steward of the body asks; a decider or the legal officer of the same body signs."),
    ),
    Words(
        Refusal.NOT_EXPORTABLE,
        409,
        _("The law lets nothing leave of this register with names"),
        _("Export without names instead, or ask the data protection officer."),
    ),
    Words(
        access.Refusal.NOT_ARMED,
        409,
        _("No plan is in force"),
        _("This is lawful while the act of a plan is in force. A decider records it."),
    ),
    Words(
        Refusal.FIELDS_TOO_WIDE,
        409,
        _("These fields may not leave"),
        _("Choose among the fields shown."),
    ),
    Words(
        Refusal.NOBODY_TO_EXPORT,
        409,
        _("Nobody would leave"),
        _("The register is empty, people said no, or nobody accepted that a need be passed on."),
    ),
    Words(
        Refusal.REASON_MISSING,
        409,
        _("A reason is missing"),
        _("Say in a sentence why, for whom and by which act."),
    ),
    Words(
        Refusal.SAME_HUMAN,
        403,
        _("Nobody signs what she asked for"),
        _("Another person signs, also when you have two accounts."),
    ),
    Words(
        Refusal.EXPORT_OVER,
        409,
        _("This export is over"),
        _("It was refused, lapsed after 72 hours, or ended. Ask for a new one."),
    ),
    Words(
        Refusal.NO_FILE,
        410,
        _("The file is not here any more"),
        _("It is kept for seven days. Ask for a new export."),
    ),
    Words(
        deletions.Refusal.NOT_YOURS,
        403,
        _("This deletion is not yours to move"),
        _(
            "The steward or the data protection officer prepares it. The legal officer of the body, or the data protection officer, suspends it."
        ),
    ),
    Words(
        deletions.Refusal.ALREADY_DELETED,
        409,
        _("It is deleted already"),
        _("Its proof stands on the page of deletions."),
    ),
    Words(
        deletions.Refusal.LIST_EXISTS,
        409,
        _("The list exists already"),
        _("Print it again from the page of this campaign, and note what the archives answer."),
    ),
    Words(
        deletions.Refusal.VISA_NOTED,
        409,
        _("The answer of the archives is noted already"),
        _("After a refusal, draw a new list."),
    ),
    Words(
        deletions.Refusal.WRONG_DATES,
        409,
        _("These dates are not possible"),
        _(
            "A visa is signed after its list and not after today. An agreement holds five years at most, a suspension six months."
        ),
    ),
    Words(
        deletions.Refusal.REASON_MISSING,
        409,
        _("A reason is missing"),
        _("Say in a sentence why, or give the reference of the paper."),
    ),
    Words(
        deletions.Refusal.HOLD_OVER,
        409,
        _("This suspension is over"),
        _("Look at the page of this campaign again."),
    ),
    Words(
        deletions.Refusal.DELETION_HELD,
        409,
        _("The deletion is suspended"),
        _("It waits for the end of the suspension. Nobody opens the data meanwhile."),
    ),
    Words(
        deletions.Refusal.NO_VISA,
        409,
        _("The archives have not agreed"),
        _("Ask for their visa from the page of deletions. Nobody opens the data meanwhile."),
    ),
)
