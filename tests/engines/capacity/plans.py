"""Plans of campaigns for the tests: 50,000 people in eight weeks as the specification, or a few."""

from dataclasses import replace

from entremise.engines.capacity.rostering import Opening, spread_evenly
from entremise.engines.capacity.vocabulary import (
    LOCKDOWN,
    Crew,
    Plan,
    Pool,
    Share,
    Triage,
)

OPENINGS = tuple(Opening(day, a, b) for day in range(5) for a, b in ((19, 25), (28, 38)))
SURE = replace(
    LOCKDOWN,
    promises=Share(0),
    losses=Share(0),
    drop_outs=Share(0),
    no_shows=Share(0),
    on_task=Share(1),
)


def plan(people=50_000, callers=300, hours=3.0, weeks=8, more_weeks=8, **changes):
    """Callers of level 1 who give so many hours a week, spread over the opening hours."""
    crews = (Crew(1, ("fr",), callers),)
    found = Plan(
        pools=(Pool(1, "fr", (people,)),),
        crews=crews,
        half_hours=spread_evenly(OPENINGS, [callers * hours], 7 * (weeks + more_weeks)),
        until=7 * weeks - 1,
        tries=4,
        triage=Triage(hours=(28.0,) * 5 + (0.0, 0.0)),
        assumptions=LOCKDOWN,
    )
    return replace(found, **changes)
