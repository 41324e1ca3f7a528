"""What the page of whoever helps shows, alone or as an association."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from entremise.mutual_aid.queries.needs import needs_by_id
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, ProposalCard
from entremise.mutual_aid.vocabulary.offers import OfferCard, OfferState
from entremise.web.aid.lines import (
    NeedLine,
    OfferLine,
    distance_words,
    labels,
    need_line,
    offer_line,
)


@dataclass(frozen=True, slots=True)
class Helping:
    """Questions, meetings, and offers that are not over."""

    asked: list[tuple[ProposalCard, NeedLine, str]]
    meetings: list[tuple[IntroductionCard, NeedLine]]
    offers: list[tuple[OfferLine, bool, bool]]  # to be confirmed, paused


def helping(
    asked: Sequence[ProposalCard],
    meetings: Sequence[IntroductionCard],
    offers: Sequence[OfferCard],
    at: datetime,
) -> Helping:
    words = labels()
    ids = {one.need_id for one in asked} | {one.need_id for one in meetings}
    lines = {key: need_line(card, words, "", at) for key, card in needs_by_id(ids).items()}
    return Helping(
        [(one, lines[one.need_id], distance_words(one.distance_m or 0)) for one in asked],
        [(one, lines[one.need_id]) for one in meetings],
        [
            (
                offer_line(card, words),
                card.state is OfferState.RECONFIRM_DUE,
                card.state is OfferState.PAUSED,
            )
            for card in offers
            if card.state is not OfferState.RELEASED
        ],
    )
