"""People left, evening by evening, as a fan: half of the runs, and what nine of ten do not pass; with its table."""

from dataclasses import dataclass
from datetime import date

from entremise.engines.capacity.vocabulary import Day, Forecast
from entremise.journeys.plan_campaign import Planned
from entremise.web.lead.chart import LABELS_AT_MOST, x_of, y_of


@dataclass(frozen=True, slots=True)
class Fan:
    """An outline, a line, the place of the date, marks on both sides; a row a week."""

    outline: str
    middle: str
    date_x: str
    days: tuple[tuple[str, date], ...]
    levels: tuple[tuple[str, int], ...]
    rows: tuple[tuple[date, int, int, int], ...]


def fan_of(planned: Planned, forecast: Forecast) -> Fan | None:
    """The drawing; none when there is less than two days, or nobody."""
    days = forecast.days
    if len(days) < 2 or not forecast.people:
        return None
    end = next((at for at, one in enumerate(days) if one.left_90 < 1), len(days) - 1)
    shown = days[: max(end, planned.plan.until) + 1]
    last = max(len(shown) - 1, 1)

    def points(lefts: list[float]) -> list[str]:
        return [
            f"{x_of(at / last)} {y_of(min(left / forecast.people, 1))}"
            for at, left in enumerate(lefts)
        ]

    high = points([one.left_90 for one in shown])
    low = points([one.left_10 for one in shown])
    step = -(-len(shown) // LABELS_AT_MOST)
    return Fan(
        outline="M" + " ".join([*high, *reversed(low)]) + "Z",
        middle="M" + " ".join(points([one.left_50 for one in shown])),
        date_x=x_of(min(planned.plan.until / last, 1)),
        days=tuple((x_of(at / last), planned.day(at)) for at in range(0, len(shown), step)),
        levels=tuple((y_of(part), round(forecast.people * part)) for part in (0, 0.5, 1)),
        rows=tuple(row_of(planned, one) for one in shown[:: max(len(shown) // 15, 1)]),
    )


def row_of(planned: Planned, one: Day) -> tuple[date, int, int, int]:
    return planned.day(one.day), round(one.left_50), round(one.left_90), round(one.backlog.expected)
