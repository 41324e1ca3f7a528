"""Visits in words: causes, states, signs, endings, the lines of a trace."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.outreach.vocabulary.visits import (
    Rescue,
    Sign,
    VisitCard,
    VisitCause,
    VisitEnding,
    VisitMove,
    VisitState,
    VisitTrace,
)

CAUSES: Final = {
    VisitCause.UNREACHABLE: _("No call reaches her"),
    VisitCause.NO_NUMBER: _("No telephone number"),
    VisitCause.HEARD: _("Something heard on a call"),
    VisitCause.WISHED: _("She prefers a visit"),
}
STATES: Final = {  # words, colour
    VisitState.ASKED: (_("Two people to name"), "sun"),
    VisitState.NAMED: (_("Two people named"), ""),
    VisitState.GONE: (_("On the way"), "sun"),
    VisitState.SEEN: (_("Seen at home"), "ok"),
    VisitState.NOT_FOUND: (_("Not found"), "sun"),
    VisitState.HANDED_OVER: (_("Rescue was called"), "alert"),
    VisitState.CLOSED: (_("Ended"), ""),
}
SIGNS: Final = {
    Sign.NOTHING: _("Nothing special"),
    Sign.SAID_AWAY: _("A neighbour or the caretaker says she is away"),
    Sign.MAIL_PILED: _("The letter box is full"),
    Sign.LIGHT_OR_NOISE: _("Light or noise inside, and nobody answers"),
    Sign.CALL_FOR_HELP: _("Somebody calls for help"),
    Sign.SMELL_OR_SMOKE: _("A smell, gas or smoke"),
}
RESCUES: Final = {
    Rescue.POLICE: _("17, police"),
    Rescue.FIRE: _("18, fire brigade"),
    Rescue.DOCTORS: _("15, emergency doctors"),
}
ENDINGS: Final = {
    VisitEnding.WELL: _("All is well"),
    VisitEnding.REPORTED: _("A report has gone to the orienteurs"),
    VisitEnding.CALLED_AGAIN: _("Call her again"),
    VisitEnding.REFUSED: _("She wants no visit"),
    VisitEnding.AWAY: _("Away, with relatives or on holiday"),
    VisitEnding.HOSPITAL: _("In hospital"),
    VisitEnding.MOVED: _("She has moved"),
    VisitEnding.DECEASED: _("She has died"),
    VisitEnding.ANSWERED: _("She rang, or answered the letter"),
    VisitEnding.WRITTEN: _("A letter, no answer"),
    VisitEnding.STOPPED: _("Stopped: a refusal, or the end of this use"),
}
MOVES: Final = {
    VisitMove.ASKED: _("Visit asked"),
    VisitMove.LETTER: _("A letter first"),
    VisitMove.NAMED: _("Two people named"),
    VisitMove.GONE: _("The two have left"),
    VisitMove.AT_DOOR: _("They called in"),
    VisitMove.SEEN: _("She was seen"),
    VisitMove.NOT_FOUND: _("The door stayed shut"),
    VisitMove.HANDED_OVER: _("Rescue was called"),
    VisitMove.BACK: _("Both are back, safe"),
    VisitMove.LATE: _("Nobody called in"),
    VisitMove.AGAIN: _("Two people go again"),
    VisitMove.CLOSED: _("Ended"),
}
DETAILS: Final[Mapping[str, StrOrPromise]] = {
    str(code): words for table in (CAUSES, SIGNS, RESCUES, ENDINGS) for code, words in table.items()
} | {"DIFFICULTY": _("She needs something")}


def state_of(visit: VisitCard) -> tuple[StrOrPromise, str]:
    """Words and colour; somebody who was written to waits for her answer."""
    if visit.state is VisitState.ASKED and visit.letter_at is not None:
        return _("An answer to the letter is awaited"), ""
    return STATES[visit.state]


def detail_of(text: str) -> str:
    """Codes of the trace in words; the number of an intervention as it is."""
    return ", ".join(str(DETAILS.get(one, one)) for one in text.split())


def trace_lines(steps: Iterable[VisitTrace]) -> tuple[tuple[datetime, str, str], ...]:
    """The steps as the component `trace` draws them, with who moved."""
    found = tuple(steps)
    names = names_of({one.user_id for one in found})
    return tuple(
        (
            one.at,
            str(MOVES[one.move]),
            ", ".join(filter(None, (detail_of(one.detail), names.get(one.user_id, "")))),
        )
        for one in found
    )
