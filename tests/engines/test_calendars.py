"""The calendar file against a reader of its own, written from RFC 5545."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.calendars import Event, Status, calendar_text

START = datetime(2026, 7, 16, 8, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)


def event(**given_fields):
    defaults = {
        "uid": "place-12@aide.aubrelle.example",
        "changed_at": START - timedelta(days=2),
        "sequence": 3,
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "summary": "Distribution d'eau",
        "location": "Salle des Tanneurs",
        "status": Status.CONFIRMED,
    }
    return Event(**(defaults | given_fields))


def read(text):
    """Content lines unfolded (3.1), split at the first colon, texts unescaped (3.3.11); strict about line ends."""
    assert text.endswith("\r\n")
    physical = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in physical)
    assert not any(set(line) & set("\r\n") for line in physical)
    lines = []
    for line in physical:
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [tuple(line.split(":", 1)) for line in lines]


def unescaped(text):
    out, rest = [], iter(text)
    for sign in rest:
        if sign != "\\":
            assert sign not in ";,"
            out.append(sign)
            continue
        after = next(rest)
        assert after in "\\;,n"
        out.append("\n" if after == "n" else after)
    return "".join(out)


def test_an_event_has_what_the_standard_asks_for():
    found = read(calendar_text(name="Mes actions", events=[event()]))

    assert found[0] == ("BEGIN", "VCALENDAR")
    assert found[-1] == ("END", "VCALENDAR")
    assert {("VERSION", "2.0"), ("SEQUENCE", "3"), ("STATUS", "CONFIRMED")} <= set(found)
    assert ("DTSTART", "20260716T080000Z") in found
    assert ("DTEND", "20260716T100000Z") in found
    assert ("DTSTAMP", "20260714T080000Z") in found
    assert [name for name, _ in found].count("UID") == 1


def test_a_calendar_without_events_is_one():
    assert read(calendar_text(name="Vide", events=[]))[-1] == ("END", "VCALENDAR")


@given(TEXTS, TEXTS)
def test_any_text_comes_back_as_it_was_but_for_control_signs(summary, location):
    found = dict(read(calendar_text(name="x", events=[event(summary=summary, location=location)])))

    def kept(text):
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(one for one in plain if one in "\t\n" or (one >= " " and one != "\x7f"))

    assert unescaped(found["SUMMARY"]) == kept(summary)
    if location:
        assert unescaped(found["LOCATION"]) == kept(location)


@given(st.lists(TEXTS, max_size=4))
def test_no_text_adds_a_line_of_its_own(texts):
    events = [
        event(summary=f"{one}\r\nATTENDEE:mailto:x", uid=str(at)) for at, one in enumerate(texts)
    ]

    names = [name for name, *_ in read(calendar_text(name="x", events=events))]

    assert "ATTENDEE" not in names
    assert names.count("BEGIN") == len(texts) + 1
