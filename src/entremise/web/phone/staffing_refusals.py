"""How enrolment, training and levels say no."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.reviews import Refusal as ReviewRefusal
from entremise.outreach.vocabulary.staffing import Refusal
from entremise.web.shell.refusals import Words

STAFFING_WORDS: Final = (
    Words(
        Refusal.ENGAGED_ALREADY,
        409,
        _("This person is enrolled already"),
        _("Her page is in the list of callers."),
    ),
    Words(
        Refusal.NOT_ENGAGED,
        409,
        _("You are not admitted to the calls yet"),
        _("Enrol on the page « Take news of people by telephone ». A lead answers you."),
    ),
    Words(
        Refusal.CONSENT_MISSING,
        409,
        _("The manager's consent is missing"),
        _("Note who agreed and on which day, then admit."),
    ),
    Words(
        Refusal.ENDS_TOO_SOON,
        409,
        _("The last day is past"),
        _("Enrol again with a day to come."),
    ),
    Words(
        Refusal.WRONG_STATE,
        409,
        _("This was done already"),
        _("Go back and look at where things stand."),
    ),
    Words(
        Refusal.TRAINING_FIRST,
        409,
        _("The training comes first"),
        _(
            "She is admitted to a campaign once she has level 1: the training, three simulated calls, and a call listened to by two."
        ),
    ),
    Words(
        Refusal.ABOVE_HER_LEVEL,
        409,
        _("This is above her level"),
        _(
            "She has earned level {level}. A referent opens the next one, or you recognise what she learnt elsewhere, with a reason."
        ),
    ),
    Words(
        Refusal.FACTS_MISSING,
        409,
        _("Something is still missing for this level"),
        _("Go back: what is missing is counted there."),
    ),
    Words(
        Refusal.NOT_A_REFERENT,
        403,
        _("This is for referents, of level 4"),
        _("Ask the referent of your shift."),
    ),
    Words(
        Refusal.NOT_FOR_ONESELF,
        409,
        _("Nobody does this for herself"),
        _("A colleague does it."),
    ),
    Words(
        Refusal.ASLEEP,
        409,
        _("Sixty days without a call"),
        _("Ten minutes of refresher first: it is on the page « My training »."),
    ),
    Words(
        Refusal.SUSPENDED,
        409,
        _("Your calls are suspended"),
        _("The page « My training » says why, and how to ask another lead."),
    ),
    Words(
        Refusal.LETTER_NOT_SIGNED,
        409,
        _("The letter of mission is not signed"),
        _("She signs it on her page « My training », then the level can be recognised."),
    ),
    Words(
        Refusal.ANOTHER_LEAD,
        409,
        _("Another lead decides this"),
        _("Whoever suspended does not judge the appeal. Ask a colleague."),
    ),
    Words(
        ReviewRefusal.NOT_YOUR_REVIEW,
        404,
        _("This is not yours to read"),
        _("The list shows what waits for you."),
    ),
    Words(
        ReviewRefusal.READ_ALREADY,
        409,
        _("A colleague has read it already"),
        _("The list shows what waits for you."),
    ),
    Words(
        ReviewRefusal.SENTENCE_MISSING,
        409,
        _("One sentence is needed"),
        _("Say what is missing: her caller reads it."),
    ),
)
