"""What invented people say, and how a caller or an orienteur notes it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.drills import DrillCase, DrillOutcome, DrillPlace

SAYS: Final = {
    DrillCase.ALL_WELL: _(
        "« I am well, thank you. My daughter came yesterday and the fridge is full. »"
    ),
    DrillCase.LONELY: _("« Nobody has called for three weeks. I am glad to hear a voice. »"),
    DrillCase.NO_FOOD: _("« I have had nothing left to eat since yesterday. I cannot go out. »"),
    DrillCase.NO_MEDICINE: _("« I have no tablets for the heart any more since this morning. »"),
    DrillCase.NO_HEATING: _("« The heating has not worked for a week. I put on coats. »"),
    DrillCase.BILL: _("« I have a bill that I cannot pay, and I do not sleep. »"),
    DrillCase.FALL: _("« I have fallen. I am on the floor, I cannot get up. »"),
}
OUTCOMES: Final = {
    DrillOutcome.NO_ANSWER: _("Nobody answers"),
    DrillOutcome.CALL_BACK: _("Asks to be called back in ten minutes"),
    DrillOutcome.WELL: _("All is well"),
    DrillOutcome.DIFFICULTY: _("A difficulty to pass on"),
}
PLACES: Final = {
    DrillPlace.RESCUE: _("Emergency services (15, 18, 112)"),
    DrillPlace.CARE: _("Doctor, nurse, pharmacy"),
    DrillPlace.SOCIAL: _("Social services"),
    DrillPlace.NEIGHBOURS: _("Neighbours, visits, calls each week"),
}
SEVERITIES: Final = (
    (1, _("1, danger: at once")),
    (2, _("2, urgent: within the day")),
    (3, _("3, important: within days")),
    (4, _("4, to follow")),
)
MEASURES: Final = {
    "people": _("Invented people"),
    "reached": _("Reached"),
    "unreached": _("Never reached after three tries"),
    "left": _("Left to call"),
    "callers": _("Callers"),
    "minutes_to_first_call": _("Minutes until the first call"),
    "reached_per_hour": _("People reached each hour"),
    "well_noted": _("Noted right, in %"),
    "callbacks_kept": _("Promises kept within five minutes, in %"),
    "reports": _("Reports"),
    "triaged_in_time": _("Reports placed in time, in %"),
    "well_placed": _("Placed with the right service, in %"),
}
