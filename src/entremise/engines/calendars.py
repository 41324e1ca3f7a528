"""A calendar as a file (RFC 5545): events out, text in; no clock, no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

LINE_OCTETS: Final = 75  # RFC 5545, 3.1, the end of the line not counted


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Event:
    uid: str
    changed_at: datetime
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    status: Status
    url: str = ""
    description: str = ""


def calendar_text(*, name: str, events: Iterable[Event]) -> str:
    """The calendar, lines folded at 75 octets and ended by CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Entremise//Actions//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for event in events for line in event_lines(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def event_lines(event: Event) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{stamp(event.changed_at)}"
    yield f"LAST-MODIFIED:{stamp(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{stamp(event.starts_at)}"
    yield f"DTEND:{stamp(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.location:
        yield f"LOCATION:{escaped(event.location)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{event.status}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Text of a property (3.3.11): no bare line end, comma, semicolon or backslash; no control sign."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(one for one in text if one == "\t" or (one >= " " and one != "\x7f"))


def folded(line: str) -> str:
    """The line in pieces of 75 octets at most; no letter is cut in two."""
    pieces, piece, octets = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LINE_OCTETS:
            pieces.append(piece)
            piece, octets = "", 1  # the space that begins the next line
        piece, octets = piece + letter, octets + size
    return "\r\n ".join([*pieces, piece])
