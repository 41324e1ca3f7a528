"""The line of people left to reach, day by day, as points of a drawing, with its table."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from entremise.outreach.vocabulary.campaigns import CampaignBoard

LEFT, TOP, WIDTH, HEIGHT = 66.0, 14.0, 558.0, 252.0
LABELS_AT_MOST: Final = 6
Row = tuple[date, int, int, int]


@dataclass(frozen=True, slots=True)
class Chart:
    """A path, its last point, marks on both sides, and the same as rows; days without call are no row."""

    path: str
    last_x: str
    last_y: str
    days: tuple[tuple[str, date], ...]
    levels: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


def chart_of(board: CampaignBoard) -> Chart | None:
    """The drawing of what is left; none before the second day of calls."""
    rows = rows_of(board)
    if len(rows) < 2 or not board.people:
        return None
    first, last = rows[0][0], rows[-1][0]
    span = max((last - first).days, 1)
    points = [
        (x_of((day - first).days / span), y_of(rest / board.people)) for day, _a, _t, rest in rows
    ]
    step = -(-len(rows) // LABELS_AT_MOST)
    return Chart(
        path="M" + " ".join(f"{x} {y}" for x, y in points),
        last_x=points[-1][0],
        last_y=points[-1][1],
        days=tuple((points[at][0], rows[at][0]) for at in range(0, len(rows), step)),
        levels=tuple((y_of(part), round(board.people * part)) for part in (0, 0.5, 1)),
        rows=rows,
    )


def rows_of(board: CampaignBoard) -> tuple[Row, ...]:
    """Day, calls, talks, people not reached yet at its end."""
    left, rows = board.people, []
    for one in board.days:
        left -= one.reached
        rows.append((one.day, one.attempts, one.talks, max(left, 0)))
    return tuple(rows)


def x_of(part: float) -> str:
    """A number of the drawing is written in English, whatever the language of the page."""
    return f"{LEFT + part * WIDTH:.1f}"


def y_of(part: float) -> str:
    return f"{TOP + (1 - part) * HEIGHT:.1f}"
