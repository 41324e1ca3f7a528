"""Tips with their words, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.tips import TipCard, TipState
from entremise.territory.queries import districts
from entremise.web.tips.words import CATEGORIES, HOLDS, STATES


@dataclass(frozen=True, slots=True)
class TipLine:
    tip: TipCard
    category: StrOrPromise
    district: str
    state: StrOrPromise
    holds: tuple[StrOrPromise, ...]
    is_contested: bool


def tip_lines(cards: Iterable[TipCard]) -> list[TipLine]:
    names = {one.code: one.name for one in districts()}
    return [
        TipLine(
            tip=card,
            category=CATEGORIES[card.text.category],
            district=names.get(card.text.district, "") or _("Everywhere"),
            state=STATES[card.state],
            holds=tuple(HOLDS[one] for one in card.holds),
            is_contested=card.state is TipState.CONTESTED,
        )
        for card in cards
    ]
