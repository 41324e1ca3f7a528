"""How visits say no."""

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.visits import VisitRefusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        VisitRefusal.NOT_YOUR_VISIT,
        404,
        _("This visit is not one of yours"),
        _("Your page lists the visits for which you are named."),
    ),
    Words(
        VisitRefusal.NOT_TWO_PEOPLE,
        409,
        _("Two different people are needed"),
        _("Name two people who may go on visits: nobody goes alone."),
    ),
    Words(
        VisitRefusal.KNOWS_PERSON,
        409,
        _("One of the two knows this person"),
        _("Name somebody else: nobody goes to a relative or a neighbour."),
    ),
    Words(
        VisitRefusal.WRONG_STATE,
        409,
        _("This visit has gone further meanwhile"),
        _("Go back and look at where it stands."),
    ),
    Words(
        VisitRefusal.NOT_BACK_YET,
        409,
        _("The two are not back yet"),
        _("First they call in: both are back, safe."),
    ),
    Words(
        VisitRefusal.VISITS_STILL_OPEN,
        409,
        _("Some visits of this campaign have no end yet"),
        _("Its page of visits lists them. Each needs two people, a letter, or an ending."),
    ),
    Words(
        VisitRefusal.TOO_EARLY,
        409,
        _("It is too early to leave"),
        _("The card opens two hours before the hour planned."),
    ),
    Words(
        VisitRefusal.DATE_PAST,
        409,
        _("This moment is past"),
        _("Go back and choose a moment to come."),
    ),
)
