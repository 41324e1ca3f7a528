"""How actions say no."""

from django.utils.translation import gettext_lazy as _

from entremise.solidarity.vocabulary.actions import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NO_SUCH_ACTION,
        404,
        _("This action is not there"),
        _("Look for another one in the list of the actions."),
    ),
    Words(
        Refusal.NOT_YOUR_ACTION,
        403,
        _("Others run this action"),
        _("Ask its organization, or the desk of mutual aid."),
    ),
    Words(
        Refusal.WRONG_STATE,
        409,
        _("The action has gone on meanwhile"),
        _("Go back and look at where it stands."),
    ),
    Words(
        Refusal.NO_SLOT,
        409,
        _("This action has no slot to come"),
        _("Add a slot first. Then announce it."),
    ),
    Words(
        Refusal.SLOT_OVER,
        409,
        _("This slot is over or called off"),
        _("Choose another one in the list of the actions."),
    ),
    Words(
        Refusal.NOT_BEGUN,
        409,
        _("This slot has not begun"),
        _("Presences are noted from its beginning on."),
    ),
    Words(
        Refusal.BAD_RULE,
        409,
        _("This series cannot be read"),
        _("It needs a last day, and has sixty slots at most."),
    ),
    Words(
        Refusal.ALREADY_BOOKED,
        409,
        _("You have a place in this slot already"),
        _("You find it in « My actions »."),
    ),
    Words(
        Refusal.AT_THAT_TIME,
        409,
        _("You have another place at that time"),
        _("Free it first in « My actions », or choose another slot."),
    ),
    Words(
        Refusal.SLOT_FULL,
        409,
        _("The last place has just been taken"),
        _("Go back: you may go on the waiting list. Places often become free."),
    ),
    Words(
        Refusal.TOO_YOUNG,
        409,
        _("This action is for people of {age} and older"),
        _("Ring us: we look for another one with you."),
    ),
    Words(
        Refusal.NOT_HELD,
        409,
        _("This place is not yours any more"),
        _("Look at « My actions » to see where you stand."),
    ),
    Words(
        Refusal.NO_HOURS,
        409,
        _("There are no hours in this period"),
        _("Choose other days. Hours count once the organizer has noted who was there."),
    ),
)
