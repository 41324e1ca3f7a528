"""The live board of one campaign: all that this area knows for it, in one statement and of one moment."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from entremise.kernel.together import Questions, counted, together
from entremise.outreach.models import Alarm, Review, ScriptRemark, Visit
from entremise.outreach.queries.alarms import alarm_card, told_alarms
from entremise.outreach.queries.board import (
    board_questions,
    figures,
    held_card,
    held_question,
    move_card,
    move_rows,
)
from entremise.outreach.queries.reviews import SHOWN, remark_card
from entremise.outreach.queries.visits import counts_at
from entremise.outreach.queries.waves import wave_cards, wave_questions
from entremise.outreach.vocabulary.calls import CALLBACK_GRACE, AlarmCard
from entremise.outreach.vocabulary.campaigns import (
    CampaignBoard,
    CampaignCard,
    CampaignMove,
    HeldNow,
)
from entremise.outreach.vocabulary.reviews import RemarkCard
from entremise.outreach.vocabulary.visits import VisitCounts
from entremise.outreach.vocabulary.waves import WaveCard


@dataclass(frozen=True, slots=True)
class LiveBoard:
    """Figures, visits, waves, calls in progress, open alarms, what callers told; no person called."""

    figures: CampaignBoard
    visits: VisitCounts
    waves: tuple[WaveCard, ...]
    held: tuple[HeldNow, ...]
    alarms: tuple[AlarmCard, ...]
    moves: tuple[CampaignMove, ...]  # the last first
    remarks: tuple[RemarkCard, ...]  # not settled, the oldest first
    reviews_waiting: int


def live_board(*, campaign: CampaignCard, at: datetime) -> LiveBoard:
    """Everything on the board of a campaign that is kept in this area."""
    asked = asked_of_board(campaign_id=campaign.campaign_id, at=at, late_since=at - CALLBACK_GRACE)
    return LiveBoard(
        figures=figures(campaign, asked, at),
        visits=VisitCounts(*asked["visits"][0]),
        waves=wave_cards(campaign, asked),
        held=tuple(map(held_card, asked["held"])),
        alarms=tuple(map(alarm_card, asked["alarms"])),
        moves=tuple(map(move_card, asked["moves"])),
        remarks=tuple(map(remark_card, asked["remarks"])),
        reviews_waiting=asked["reviews"][0].waiting,
    )


@together
def asked_of_board(*, campaign_id: int, at: datetime, late_since: datetime) -> Questions:
    remarks = ScriptRemark.objects.filter(campaign_id=campaign_id, settled_at=None)
    return {
        **board_questions(campaign_id, at, late_since),
        **wave_questions(campaign_id),
        "visits": counted(Visit.objects.filter(campaign_id=campaign_id), **counts_at(at)),
        "held": held_question(campaign_id, at),
        "alarms": told_alarms(Alarm.objects.filter(closed_at=None, campaign_id=campaign_id)),
        "moves": move_rows(campaign_id),
        "remarks": remarks.order_by("raised_at", "pk")[:SHOWN],
        "reviews": counted(
            Review.objects.filter(verdict="", campaign_id=campaign_id), waiting=Count("pk")
        ),
    }
