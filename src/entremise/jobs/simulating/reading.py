"""A campaign as planned, from its TOML file to a plan of the engine."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from entremise.engines.capacity.formula import callers_needed
from entremise.engines.capacity.rostering import Opening, spread_evenly
from entremise.engines.capacity.vocabulary import (
    LOCKDOWN,
    ORDINARY,
    WEEK,
    Aim,
    Assumptions,
    Crew,
    Minutes,
    Plan,
    Pool,
    Share,
    Slot,
    Triage,
)
from entremise.jobs.faults import Trouble
from entremise.jobs.simulating.rows import Row, refuse, top

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SITUATIONS: Final = {"lockdown": LOCKDOWN, "ordinary": ORDINARY}
SHARES: Final = ("no_shows", "on_task", "drop_outs", "promises", "losses", "reports")
LONGEST_WEEKS: Final = 52
SEEN_AFTER_WEEKS: Final = 2  # as long again, to say how late it may be


@dataclass(frozen=True, slots=True)
class Given:
    plan: Plan
    weeks: int
    hours_a_week: float  # of one caller, on average

    @property
    def people(self) -> int:
        return sum(one.people for one in self.plan.pools)

    @property
    def callers(self) -> int:
        return sum(one.callers for one in self.plan.crews)

    def needed(self, aim: Aim) -> int | None:
        """Callers by the formula; none when nobody gives any hour."""
        if not self.hours_a_week:
            return None
        return callers_needed(
            people=self.people,
            aim=aim,
            tries=self.plan.tries,
            hours_a_week=self.hours_a_week,
            weeks=self.weeks,
            assumptions=self.plan.assumptions,
        )


def read(path: Path) -> Given:
    """What a file plans; `Trouble` says the line of its first fault and what to put there."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except OSError:
        raise Trouble(
            f"Le fichier {path} ne peut pas être lu. Vérifiez son nom et ses droits."
        ) from None
    except UnicodeDecodeError:
        raise Trouble(f"Le fichier {path} n'est pas en UTF-8. Enregistrez-le en UTF-8.") from None
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        refuse(int(found[1]) if found else 0, path.name, "ce n'est pas du TOML.")
    return given(top(values, text))


def given(file: Row) -> Given:
    file.only(
        *("weeks", "tries", "situation", "people", "crews", "openings", "triage"),
        *("assumed", "observed"),
    )
    weeks = file.whole("weeks", 1, LONGEST_WEEKS)
    rows = file.tables("crews")
    crews = tuple(crew_of(row) for row in rows)
    hours = [
        row.number("hours_a_week", 0, 60) * crew.callers
        for row, crew in zip(rows, crews, strict=True)
    ]
    openings = tuple(one for row in file.tables("openings") for one in openings_of(row))
    situation = SITUATIONS[file.word("situation", tuple(SITUATIONS), "ordinary")]
    plan = Plan(
        pools=tuple(pool_of(row) for row in file.tables("people")),
        crews=crews,
        half_hours=spread_evenly(openings, hours, WEEK * weeks * SEEN_AFTER_WEEKS),
        until=WEEK * weeks - 1,
        tries=file.whole("tries", 1, 12, 4),
        triage=triage_of(file.table("triage")),
        assumptions=seen(assumed(situation, file.table("assumed")), file.table("observed")),
    )
    return Given(plan, weeks, sum(hours) / sum(one.callers for one in crews))


def pool_of(row: Row) -> Pool:
    row.only("count", "level", "language")
    count = row.whole("count", 0, 1_000_000)
    return Pool(row.whole("level", 1, 4, 1), row.word("language", default="fr"), (count,))


def crew_of(row: Row) -> Crew:
    row.only("callers", "hours_a_week", "level", "languages")
    languages = row.words("languages") if "languages" in row.values else ("fr",)
    return Crew(row.whole("level", 1, 4, 1), languages, row.whole("callers", 1, 100_000))


def openings_of(row: Row) -> tuple[Opening, ...]:
    row.only("days", "start", "end")
    start, end = half_hour_of(row, "start"), half_hour_of(row, "end")
    if end <= start:
        row.wrong("end", "la fin doit venir après le début.")
    return tuple(Opening(DAYS.index(day), start, end) for day in row.words("days", DAYS))


def half_hour_of(row: Row, key: str) -> int:
    """The half-hour of the day, from « 9:30 »."""
    found = re.fullmatch(r"([01]?\d|2[0-4])[:h](00|30)", row.word(key))
    if found is None:
        row.wrong(key, "il faut une heure ronde ou une demie, comme « 9:30 ».")
    return int(found[1]) * 2 + (found[2] == "30")


def triage_of(row: Row) -> Triage:
    row.only("orienteurs", "hours_a_day", "backlog")
    hours = row.number("orienteurs", 0, 10_000, 0) * row.number("hours_a_day", 0, 24, 7)
    return Triage((hours,) * 5 + (0.0, 0.0), row.whole("backlog", 0, 1_000_000, 0))


def assumed(base: Assumptions, row: Row) -> Assumptions:
    row.only(*SHARES, "talk_minutes", "notes_minutes", "try_minutes", "triage_minutes")
    spoken = row.number("talk_minutes", 0, 240, 9) + row.number("notes_minutes", 0, 240, 4)
    if spoken <= 0:
        row.wrong("talk_minutes", "une conversation prend du temps : il faut plus de zéro minute.")
    return replace(
        base,
        no_shows=share(row, "no_shows", base.no_shows),
        on_task=share(row, "on_task", base.on_task),
        drop_outs=share(row, "drop_outs", base.drop_outs),
        promises=share(row, "promises", base.promises),
        losses=share(row, "losses", base.losses),
        reports=share(row, "reports", base.reports),
        talk_minutes=Minutes(spoken),
        try_minutes=Minutes(row.number("try_minutes", 0.1, 60, base.try_minutes.assumed)),
        triage_minutes=Minutes(row.number("triage_minutes", 1, 600, base.triage_minutes.assumed)),
    )


def share(row: Row, name: str, base: Share) -> Share:
    return Share(row.number(name, 0, 1, base.assumed))


def seen(base: Assumptions, row: Row) -> Assumptions:
    """What was counted, beside what is assumed."""
    row.only(*(slot.name.lower() for slot in Slot))
    morning, afternoon, evening = (
        counted(one, row.table(slot.name.lower()))
        for slot, one in zip(Slot, base.talks, strict=True)
    )
    return replace(base, talks=(morning, afternoon, evening))


def counted(base: Share, row: Row) -> Share:
    row.only("tries", "talks")
    tries = row.whole("tries", 0, 10_000_000, 0)
    return replace(base, seen=tries, hits=row.whole("talks", 0, tries, 0))
