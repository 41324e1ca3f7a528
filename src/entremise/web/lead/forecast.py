"""Before a campaign opens: whether its seats are enough for its people, and whom nobody may call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from entremise.outreach.queries.board import campaign_board
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.web.lead.figures import reach_lines, shifts_to_come

# Two tries a person, half of them answered; a try 1.6 minutes, a talk 9, its notes 4; four fifths of the seats
# are taken up, four fifths of an hour is work: about three people an hour and seat.
PEOPLE_AN_HOUR: Final = 3


@dataclass(frozen=True, slots=True)
class Forecast:
    """Counts, and a sentence for each thing that will be short."""

    people: int
    seat_hours: int
    reachable: int  # people whom these hours are enough for
    out_of_reach: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return self.reachable < self.people


def forecast_of(campaign: CampaignCard, at: datetime) -> Forecast:
    """From the list, the callers and the shifts as they stand now."""
    board = campaign_board(campaign_id=campaign.campaign_id, at=at)
    shifts = (one.card for one in shifts_to_come(campaign, at))
    hours = sum(
        one.seats * (one.ends_at - max(one.starts_at, at)).total_seconds() / 3600 for one in shifts
    )
    return Forecast(
        people=board.left,
        seat_hours=round(hours),
        reachable=min(round(hours * PEOPLE_AN_HOUR), board.left),
        out_of_reach=reach_lines(campaign.campaign_id),
    )
