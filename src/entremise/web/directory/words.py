"""The directory in words: hours, codes of the national tables, what an import does, why a line is left."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.directory.vocabulary import (
    Capacity,
    Change,
    DeliveryState,
    Proposal,
    Reason,
    ServiceCard,
)
from entremise.engines.osm_hours import MINUTES_A_DAY, Hours, Span, hours_of
from entremise.engines.service_files import national
from entremise.engines.service_files.vocabulary import EntryFault, FileFault

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
CHANGES: Final[dict[Change, StrOrPromise]] = {
    Change.NEW: _("New services"),
    Change.CHANGED: _("Services that change"),
    Change.SAME: _("Services already the same"),
    Change.BACK: _("Ended services that are back"),
    Change.OWN_KEPT: _("Changed at the source, your correction stays"),
    Change.ENDED: _("No longer in the file"),
}
LINE_CHANGES: Final[dict[Change, StrOrPromise]] = {
    Change.NEW: _("enters"),
    Change.CHANGED: _("changes:"),
    Change.BACK: _("is back:"),
    Change.OWN_KEPT: _("your correction stays:"),
    Change.ENDED: _("is no longer in the file"),
}
FILE_FAULTS: Final[dict[FileFault, StrOrPromise]] = {
    FileFault.UNREADABLE: _("This archive cannot be opened. Download it again."),
    FileFault.TORN: _("This file is cut or broken. Download it again, whole."),
    FileFault.ENCODING: _("The letters of this file cannot be read. Save it in UTF-8."),
    FileFault.BOMB: _("This archive unpacks to far too much, or is not what it announces."),
    FileFault.TOO_LARGE: _("This file is too large: 64 MB at most. Take the extract of your département."),
    FileFault.PROTECTED: _("This archive is protected by a password. Bring it without one."),
    FileFault.WORKBOOK: _("This is a workbook. Bring the JSON or CSV file of the same data, or save it as CSV."),
    FileFault.PARQUET: _("Parquet files are not read. The same data are published in JSON and in CSV."),
    FileFault.PACKED: _("This file is packed in gz. Unpack it, then bring it."),
    FileFault.WEB_PAGE: _("This is a web page, not a file of data. Use the link « download »."),
    FileFault.OLD_SCHEMA: _("This file follows the old schema (version 0). Bring a file of data·inclusion version 1."),
    FileFault.NOT_SERVICES: _("No service was found in this file. Bring the services of data·inclusion (JSON, JSON lines or CSV) or of HSDS (JSON, or a zip of CSV tables)."),
}  # fmt: skip
ENTRY_FAULTS: Final[dict[EntryFault, StrOrPromise]] = {
    EntryFault.NOT_AN_ENTRY: _("left: this line is no service"),
    EntryFault.NO_ID: _("left: no number or no source"),
    EntryFault.NO_NAME: _("left: no name, or a name of less than three letters"),
    EntryFault.DOUBLE: _("left: the same number stands higher in the file"),
    EntryFault.OUT_OF_AREA: _("left: does not serve this territory"),
    EntryFault.CLOSED: _("left: its source says it is closed"),
    EntryFault.OWN_SOURCE: _("left: this is your own entry"),
    EntryFault.UNKNOWN_VALUE: _("cell lost: a value that the schema does not know"),
    EntryFault.BAD_LINK: _("cell lost: not a web address that can be shown"),
    EntryFault.BAD_MAIL: _("cell lost: not a mail address"),
    EntryFault.BAD_PHONE: _("cell lost: not a phone number"),
    EntryFault.BAD_DATE: _("cell lost: not a date"),
    EntryFault.BAD_POSITION: _("cell lost: not a position"),
    EntryFault.CUT: _("cell cut: too long"),
}
FIELDS: Final[dict[str, StrOrPromise]] = {
    "name": _("Name"),
    "description": _("Description"),
    "kind": _("Kind of help"),
    "themes": _("Themes"),
    "publics": _("For whom?"),
    "public": _("For whom, in words"),
    "conditions": _("Conditions"),
    "cost": _("Cost"),
    "cost_note": _("Cost, in words"),
    "opening": _("Opening hours"),
    "address": _("Address"),
    "postcode": _("Postcode"),
    "town": _("Town"),
    "lat_e6": _("Latitude"),
    "lon_e6": _("Longitude"),
    "phone": _("Phone"),
    "mail": _("Mail"),
    "link": _("Web page"),
    "form_url": _("Form to ask"),
    "ways": _("How to ask"),
    "reached_by": _("Who may ask"),
    "ways_note": _("How to ask, in words"),
    "receptions": _("Where it receives"),
    "languages": _("Languages"),
    "accessibility": _("Accessibility"),
    "zone": _("Zone"),
    "commune": _("Code of the commune"),
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
    if metres < 1000:
        return f"{round(metres, -2) or 100} m"
    return f"{metres / 1000:.1f} km".replace(".", ",")


def hours_words(text: str) -> str:
    """Opening hours of OpenStreetMap in words; any other text as it was written."""
    hours = hours_of(text)
    return text if hours is None else week_words(hours)


def week_words(hours: Hours) -> str:
    if all(spans == ((0, MINUTES_A_DAY),) for spans in hours.week):
        return gettext("at any hour")
    parts = [
        f"{days_words([day for day, _spans in days])} {spans_words(spans)}"
        for spans, days in (
            (key, list(group))
            for key, group in groupby(enumerate(hours.week), key=lambda one: one[1])
        )
        if spans
    ]
    if hours.holidays == ():
        parts.append(gettext("closed on public holidays"))
    elif hours.holidays:
        parts.append(f"{gettext('public holidays')} {spans_words(hours.holidays)}")
    said = ", ".join(filter(None, ("; ".join(parts), hours.note)))
    return capfirst(said)


def days_words(days: list[int]) -> str:
    first, last = str(WEEKDAYS[days[0]]), str(WEEKDAYS[days[-1]])
    if len(days) == 7:
        return gettext("every day")
    if len(days) == 1:
        return first
    if len(days) == 2:
        return gettext("%(first)s and %(last)s") % {"first": first, "last": last}
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def spans_words(spans: Iterable[Span]) -> str:
    return ", ".join(f"{minute_words(start)} – {minute_words(end)}" for start, end in spans)


def minute_words(minute: int) -> str:
    hour, rest = divmod(minute % MINUTES_A_DAY, 60)
    return f"{hour} h {rest:02}" if rest else f"{hour} h"
