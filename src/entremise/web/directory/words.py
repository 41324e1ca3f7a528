"""The directory in words: hours, room, reasons, codes of the national tables."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.directory.vocabulary import (
    Capacity,
    DeliveryState,
    Proposal,
    Reason,
    ServiceCard,
)
from entremise.engines.osm_hours import MINUTES_A_DAY, Hours, Span, hours_of
from entremise.engines.service_files import national

CAPACITIES: Final[dict[Capacity, StrOrPromise]] = {
    Capacity.OPEN: _("open"),
    Capacity.WAITING: _("waiting list"),
    Capacity.CLOSED: _("full or closed"),
}
UNSAID: Final = _("nobody has said it")
REASONS: Final[dict[Reason, StrOrPromise]] = {
    Reason.THEME: _("does this"),
    Reason.NAME: _("has this name"),
    Reason.SAID: _("speaks of it"),
    Reason.DISTRICT: _("works in this district"),
    Reason.NEAR: _("near"),
    Reason.PUBLIC: _("for these people"),
    Reason.OPEN_NOW: _("open now"),
    Reason.HAS_ROOM: _("has room"),
    Reason.WAITING_LIST: _("has a waiting list"),
    Reason.NO_ROOM: _("has no room now"),
    Reason.QUICK: _("answers within two days"),
    Reason.ANSWERS: _("answers are measured"),
    Reason.CHECKED: _("entry checked this half-year"),
    Reason.STALE: _("entry not checked for six months"),
}
STATES: Final[dict[DeliveryState, StrOrPromise]] = {
    DeliveryState.UPLOADED: _("being read"),
    DeliveryState.COMPARED: _("to accept"),
    DeliveryState.QUEUED: _("waiting"),
    DeliveryState.RUNNING: _("in progress"),
    DeliveryState.DONE: _("imported"),
    DeliveryState.FAILED: _("failed, nothing was written"),
    DeliveryState.CANCELLED: _("stopped"),
    DeliveryState.UNDONE: _("taken back"),
}
CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": national.KINDS,
    "publics": national.PUBLICS,
    "cost": national.COSTS,
    "ways": national.WAYS,
    "reached_by": national.REACHED_BY,
    "receptions": national.RECEPTIONS,
}


def code_words(name: str, codes: Iterable[str]) -> str:
    """Codes of a national table by their labels."""
    known = CODES[name]
    return ", ".join(known.get(code, code) for code in codes if code)


def value_words(name: str, value: object, themes: Mapping[str, str]) -> str:
    """What a field says, as a difference is shown."""
    if value in (None, "", [], ()):
        return "–"
    many = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    if name == "themes":
        return ", ".join(themes.get(one, one) for one in many)
    return code_words(name, many) if name in CODES else ", ".join(many)


def room_words(card: ServiceCard, room: Capacity | None) -> str:
    """Whether it has room, in its own words when it has said some."""
    if room is None:
        return str(UNSAID)
    return card.capacity_note or str(CAPACITIES[room])


def reason_words(found: Proposal) -> str:
    """Why a service is proposed or found, with the figures that are known."""
    return ", ".join(one_reason(reason, found) for reason in found.reasons)


def one_reason(reason: Reason, found: Proposal) -> str:
    if reason is Reason.NEAR and found.metres is not None:
        return gettext("at %(far)s") % {"far": far_words(found.metres)}
    if reason is Reason.ANSWERS and found.answer_days is not None:
        days = max(1, round(found.answer_days))
        return ngettext("answers in %(n)d day", "answers in %(n)d days", days) % {"n": days}
    return str(REASONS[reason])


def far_words(metres: int) -> str:
    """« 300 m », « 1,2 km »."""
    if metres < 950:
        return f"{round(metres, -2) or 100} m"
    return f"{metres / 1000:.1f} km".replace(".", ",")


def hours_words(text: str) -> str:
    """Opening hours of OpenStreetMap in words; any other text as it was written."""
    hours = hours_of(text)
    return text if hours is None else week_words(hours)


def week_words(hours: Hours) -> str:
    if all(spans == ((0, MINUTES_A_DAY),) for spans in hours.week):
        return capfirst(gettext("at any hour"))
    days_of: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in enumerate(hours.week):
        if spans:
            days_of.setdefault(spans, []).append(day)
    parts = [f"{days_words(days)} {spans_words(spans)}" for spans, days in days_of.items()]
    if hours.holidays == ():
        parts.append(gettext("closed on public holidays"))
    elif hours.holidays:
        parts.append(f"{gettext('public holidays')} {spans_words(hours.holidays)}")
    said = ", ".join(filter(None, (" ; ".join(parts), hours.note)))
    return capfirst(said)


def days_words(days: list[int]) -> str:
    """« lundi à vendredi », « mardi et jeudi », « lundi à mercredi, samedi »."""
    if len(days) == 7:
        return gettext("every day")
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [name for run in runs for name in run_words(run)]
    if len(names) < 2:
        return "".join(names)
    first = ", ".join(names[:-1])
    return gettext("%(first)s and %(last)s") % {"first": first, "last": names[-1]}


def run_words(run: list[int]) -> list[str]:
    """Days one after the other: two are named each, more by their ends."""
    first, last = str(WEEKDAYS[run[0]]), str(WEEKDAYS[run[-1]])
    if len(run) < 3:
        return [first, last][: len(run)]
    return [gettext("%(first)s to %(last)s") % {"first": first, "last": last}]


def spans_words(spans: Iterable[Span]) -> str:
    return ", ".join(f"{minute_words(start)} – {minute_words(end)}" for start, end in spans)


def minute_words(minute: int) -> str:
    hour, rest = divmod(minute % MINUTES_A_DAY, 60)
    return f"{hour} h {rest:02}" if rest else f"{hour} h"
