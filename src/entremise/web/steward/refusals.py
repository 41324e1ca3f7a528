"""How imports and the vault say no."""

from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary import access
from entremise.people import vocabulary as people
from entremise.registers.vocabulary import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.WRONG_STATE,
        409,
        _("This step of the import is over"),
        _("Look at the import again: it went on, or was stopped."),
    ),
    Words(
        Refusal.DOSSIER_INCOMPLETE,
        409,
        _("The dossier of this register is not complete"),
        _("Complete it from the page of the register, then bring the file again."),
    ),
    Words(
        Refusal.NOTHING_TO_IMPORT,
        409,
        _("There is nothing to import"),
        _("The register holds all of this already."),
    ),
    Words(
        Refusal.NOT_LATEST,
        409,
        _("Only the last import can be taken back"),
        _("Bring a corrected file instead."),
    ),
    Words(
        Refusal.SOMETHING_HANGS,
        409,
        _("Calls or reports hang on these entries"),
        _("Bring a corrected file instead."),
    ),
    Words(
        Refusal.FILE_GONE,
        410,
        _("The file is not kept any more"),
        _("It is destroyed after the import, or after a day. Bring it again."),
    ),
    Words(
        Refusal.ALREADY_REGISTERED,
        409,
        _("This person is registered already"),
        _("Correct her entry instead."),
    ),
    Words(
        Refusal.NO_RIGHT,
        403,
        _("This register is not yours to keep"),
        _("Its steward can do this."),
    ),
    Words(
        access.Refusal.NOT_AVAILABLE,
        404,
        _("This person is not shown to you"),
        _("She may have said no, or the task is over. Nothing was shown."),
    ),
    Words(
        access.Refusal.NOT_TO_VERIFY,
        409,
        _("This refusal waits for no check"),
        _("Somebody has noted the person's answer meanwhile. Look again at what waits for you."),
    ),
    Words(
        access.Refusal.CAPPED,
        429,
        _("The number of people is reached"),
        _(
            "A limit an hour, and the number that was voted, protect them. Go on in an hour, or ask the DPO."
        ),
    ),
    Words(
        people.Refusal.TICKET_REFUSED,
        409,
        _("This reading has lapsed"),
        _("Something changed meanwhile. Open the page again."),
    ),
)
