"""States, gaps and levels as a lead reads them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.vocabulary.campaigns import CampaignState, Gap, Level, Waiting

STATES: Final = {
    CampaignState.DRAFT: (_("In preparation"), ""),
    CampaignState.CHECKED: (_("Ready to open"), "sun"),
    CampaignState.OPEN: (_("Open"), "ok"),
    CampaignState.PAUSED: (_("Paused"), "sun"),
    CampaignState.CLOSING: (_("Closing"), "sun"),
    CampaignState.CLOSED: (_("Ended"), ""),
    CampaignState.ARCHIVED: (_("Archived"), ""),
}
WAITING: Final = {
    Waiting.NEVER_CALLED: _("Never called yet"),
    Waiting.TO_TRY_AGAIN: _("To try again now"),
    Waiting.ANOTHER_HALF_DAY: _("Tried, another half-day is awaited"),
    Waiting.PROMISED_LATER: _("Call back promised, later"),
    Waiting.PROMISED_NOW: _("Call back due now"),
    Waiting.PROMISE_LATE: _("Call back late"),
    Waiting.HELD: _("On the phone with a caller"),
}
LEVELS: Final = {
    Level.LISTENING: _("1, listening"),
    Level.SPOTTING: _("2, spotting"),
    Level.COMPLEX: _("3, complex situations"),
    Level.REFERENT: _("4, referent"),
}
PURPOSES: Final = {
    Purpose.ALERT_CALL: _("Alert calls, while a plan is in force"),
    Purpose.ISOLATION_CALL: _("Calls against isolation, in ordinary time"),
}
# Each point before opening: done, missing, the page where it is put right, who can do it.
YOU: Final = _("you")
LAW: Final = _("a decider records an act, or the committee votes")
ADMINISTRATOR: Final = _("the administrator")
CHECKS: Final = {
    Gap.NO_SOURCE: (
        _("The registers to call from are chosen"),
        _("Choose the registers to call from"),
        "lead:registers",
        YOU,
    ),
    Gap.NO_LEGAL_GROUND: (
        _("An act or a decision opens each of them"),
        _("One register has neither act nor decision in force"),
        "lead:registers",
        LAW,
    ),
    Gap.NO_CALL: (
        _("The call list is built"),
        _("Build the call list"),
        "lead:registers",
        YOU,
    ),
    Gap.NO_CALLER: (_("Callers are admitted"), _("Admit callers"), "lead:team", YOU),
    Gap.NO_REFERENT: (
        _("One of them is the referent"),
        _("Admit one referent, of level 4"),
        "lead:team",
        YOU,
    ),
    Gap.NO_SHIFT: (_("Shifts are open"), _("Open shifts"), "lead:shifts", YOU),
    Gap.NO_ORIENTEUR: (
        _("An orienteur receives the reports"),
        _("No orienteur has an account: ask the administrator"),
        "lead:team",
        ADMINISTRATOR,
    ),
}
