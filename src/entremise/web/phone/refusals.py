"""How calls and shifts say no."""

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.contacts import Refusal as ContactRefusal
from entremise.solidarity.vocabulary.shifts import Refusal as ShiftRefusal
from entremise.web.phone.staffing_refusals import STAFFING_WORDS
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NO_CALL_LEFT,
        409,
        _("Nobody is left for you now"),
        _("Others may need a higher level or another language. Take a break, or choose a shift."),
    ),
    Words(
        Refusal.OUTSIDE_HOURS,
        409,
        _("It is not the hour for calls"),
        _("Your page says when they go on."),
    ),
    Words(
        Refusal.CAMPAIGN_NOT_OPEN,
        409,
        _("This campaign is paused"),
        _("Nobody is called for now. Your lead says when calls go on."),
    ),
    Words(
        Refusal.NOT_A_CALLER,
        403,
        _("You do not call for this campaign"),
        _("Ask its lead to admit you."),
    ),
    Words(
        Refusal.NOT_ON_SHIFT,
        409,
        _("You are not on a shift now"),
        _("Choose a shift: you call during your shifts only."),
    ),
    Words(
        Refusal.NOT_HELD,
        409,
        _("This person is no longer kept for you"),
        _(
            "The time was over, or she asked not to be called. Go back to your page and take the next person."
        ),
    ),
    Words(
        Refusal.NUMBER_NOT_SHOWN,
        409,
        _("The number was not shown yet"),
        _("Press « Show and call » first."),
    ),
    Words(
        Refusal.NOTICE_NOT_GIVEN,
        409,
        _("The notice comes first"),
        _("Tell her who calls and that she may say no. Then note what she says."),
    ),
    Words(
        ContactRefusal.TOO_FEW_TRIES,
        409,
        _("This person is tried first"),
        _("A relative is rung once this person was tried as often as the plan says."),
    ),
    Words(
        ContactRefusal.PERSON_FIRST,
        409,
        _("This person is spoken with first"),
        _("Whoever acts for somebody is told after the talk, never in place of it."),
    ),
    Words(
        ContactRefusal.RELATIVE_NOT_INFORMED,
        409,
        _("The relative is informed first"),
        _(
            "Say who rings, where the number comes from, and that one may refuse. Then note the answer."
        ),
    ),
    Words(
        ContactRefusal.NEWS_UNKNOWN,
        409,
        _("This answer does not fit"),
        _("Go back and choose one of the answers of the page."),
    ),
    Words(
        Refusal.CALLBACK_OUTSIDE_HOURS,
        409,
        _("Nobody calls at that moment"),
        _("Go back and choose a moment to come, within the hours of the campaign."),
    ),
    Words(
        Refusal.PAIRS_FULL,
        409,
        _("You ring twelve people each week already"),
        _("Entrust one of them to a colleague first, or end this call without « each week »."),
    ),
    Words(
        Refusal.NOT_READY_TO_OPEN,
        409,
        _("This campaign is not ready"),
        _("Its page lists what is missing."),
    ),
    Words(
        Refusal.CALLS_STILL_HELD,
        409,
        _("Some calls are still going on"),
        _("Wait until they end, or take them back."),
    ),
    Words(
        Refusal.REPORTS_STILL_OPEN,
        409,
        _("Some reports of this campaign have no answer yet"),
        _("Begin to close: nobody new is called. It can be closed once every report has an end."),
    ),
    Words(
        Refusal.WRONG_STATE,
        409,
        _("This was done already"),
        _("Go back and look at where things stand."),
    ),
    Words(
        Refusal.NOT_YOUR_CAMPAIGN,
        404,
        _("This campaign is not one of yours"),
        _("Choose one in the list of your campaigns."),
    ),
    Words(
        ShiftRefusal.SHIFT_FULL,
        409,
        _("This shift is full"),
        _("Choose another one: places open again when somebody frees a seat."),
    ),
    Words(
        ShiftRefusal.SHIFT_OVER,
        409,
        _("This shift is over or cancelled"),
        _("Choose another one."),
    ),
    Words(
        ShiftRefusal.SHIFT_TOO_LONG,
        409,
        _("A shift lasts three hours at most"),
        _("Make two shifts, with a break between them."),
    ),
    Words(
        ShiftRefusal.ALREADY_BOOKED,
        409,
        _("You have a seat in this shift already"),
        _("You find it on your page."),
    ),
    Words(
        ShiftRefusal.TOO_EARLY,
        409,
        _("This shift has not begun"),
        _("Come back fifteen minutes before it."),
    ),
    Words(
        ShiftRefusal.NOT_BOOKED,
        409,
        _("You have no seat in this shift"),
        _("Choose a shift first."),
    ),
    Words(
        ShiftRefusal.NO_REFERENT,
        409,
        _("No referent is there yet"),
        _("One referent for twelve callers: tell your lead. Calls begin as soon as one is there."),
    ),
    Words(
        ShiftRefusal.NO_ORIENTEUR,
        409,
        _("No orienteur is within reach"),
        _("Somebody must answer what you report: tell your lead. Calls begin as soon as one is."),
    ),
    *STAFFING_WORDS,
)
