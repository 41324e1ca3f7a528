"""How mutual aid says no."""

from django.utils.translation import gettext_lazy as _

from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.mandates import MandateRefusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NOT_FOUND,
        404,
        _("This need or offer does not exist"),
        _("Look it up by its number, on the desk."),
    ),
    Words(
        Refusal.FOLLOWED_LONG_AGO,
        404,
        _("This page has closed again"),
        _("It stays open for a quarter of an hour. Type your code again: nothing is lost."),
    ),
    Words(
        Refusal.WRONG_STATE,
        409,
        _("This step is not possible now"),
        _("Something has changed in the meantime. Look at the need again."),
    ),
    Words(
        Refusal.HELD_BY_ANOTHER,
        409,
        _("A colleague has this need"),
        _("Ask her to hand it over, or take it over if she is away."),
    ),
    Words(
        Refusal.NO_OWNER_NO_DATE,
        409,
        _("A need has an owner or a date"),
        _("Give it to somebody, or say when it is looked at next."),
    ),
    Words(
        Refusal.REASON_MISSING,
        409,
        _("The reason is missing"),
        _("Say how it ended: the reasons are counted, to do better."),
    ),
    Words(
        Refusal.DATE_PAST,
        409,
        _("This date is over"),
        _("Choose today or later."),
    ),
    Words(
        Refusal.ALREADY_TAKEN,
        409,
        _("Somebody else was faster"),
        _("Thank you all the same. Other needs wait for you."),
    ),
    Words(
        Refusal.OFFER_FULL,
        409,
        _("This offer has no place left"),
        _("Propose somebody else, or wait until a place is free."),
    ),
    Words(
        Refusal.NOT_YOURS,
        404,
        _("This is not yours"),
        _("You find what concerns you on your own page."),
    ),
    Words(
        Refusal.OWN_NEED,
        409,
        _("This need and this offer are the same person's"),
        _("Somebody else is looked for: nobody is proposed to herself."),
    ),
    Words(
        Refusal.NOT_CHECKED,
        409,
        _("For this help, the desk meets you first"),
        _("Ring us: we say what we need to see. Then you can come forward."),
    ),
    Words(
        Refusal.FOR_ADULTS,
        409,
        _("This help is given by people of 18 and older"),
        _("Thank you all the same. Other needs wait for you."),
    ),
    Words(
        Refusal.NOT_OPEN,
        409,
        _("Mutual aid is not open"),
        _("A decision of the committee opens it. Until then, ring us."),
    ),
    Words(
        MandateRefusal.MANDATE_NOT_FOUND,
        404,
        _("This page is not open any more"),
        _("The right to act for this person has ended, or has not begun. Ring us."),
    ),
    Words(
        MandateRefusal.MANDATE_WRONG_STATE,
        409,
        _("This right was decided already"),
        _("Look at the list again."),
    ),
    Words(
        MandateRefusal.MANDATE_TOO_LONG,
        409,
        _("A year at most"),
        _("Choose a nearer day."),
    ),
)
