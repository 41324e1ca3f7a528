"""How reports and referrals say no."""

from django.utils.translation import gettext_lazy as _

from entremise.referral.vocabulary.reports import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.OWN_WORK,
        409,
        _("Somebody else must read this"),
        _("You wrote it, or you sent it. A colleague looks at it with fresh eyes."),
    ),
    Words(
        Refusal.NOT_AN_ORIENTEUR,
        409,
        _("This person does not place reports"),
        _("Choose another colleague."),
    ),
    Words(
        Refusal.CODE_WRONG,
        422,
        _("This is not the code of this request"),
        _("Look at it again, or ring whoever sent you the link."),
    ),
    Words(
        Refusal.HELD_BY_ANOTHER,
        409,
        _("Somebody else has taken this report"),
        _("Take another one: each report has one orienteur."),
    ),
    Words(
        Refusal.NOT_HELD,
        409,
        _("You do not hold this report any more"),
        _("Take it again from the queue. What is sent already stays sent."),
    ),
    Words(
        Refusal.WRONG_STATE,
        409,
        _("This step is not possible now"),
        _("Something has changed in the meantime. Look at the report again."),
    ),
    Words(
        Refusal.NO_CONSENT,
        409,
        _("The person did not want this passed on"),
        _("It stays here. Ask her again, or end the item."),
    ),
    Words(
        Refusal.SERVICE_EXCLUDED,
        409,
        _("This service has refused this item already"),
        _("Choose another service."),
    ),
    Words(
        Refusal.REASON_MISSING,
        409,
        _("A need without answer has its reason"),
        _("Choose a reason: it counts for what is missing in the town."),
    ),
    Words(
        Refusal.NOT_YOURS,
        403,
        _("This belongs to another service"),
        _("Look at your own list."),
    ),
    Words(
        Refusal.LINK_OVER,
        410,
        _("This link is over"),
        _("The answer was given already, or too much time has passed. Call the desk."),
    ),
    Words(
        Refusal.TAKEN_BACK,
        410,
        _("This request was taken back"),
        _("Do nothing more for it. Please delete what you have noted about the person."),
    ),
    Words(
        Refusal.NOT_FOUND,
        404,
        _("There is nothing here"),
        _("The address may be old. Start again from the list."),
    ),
)
