"""On the page of a need: who may act for the person, or for whom somebody acts, in words."""

from dataclasses import dataclass
from datetime import date

from entremise.mutual_aid.queries.mandates import mandate, mandates_of
from entremise.mutual_aid.queries.needs import needs_of
from entremise.mutual_aid.vocabulary.mandates import LIVING, MandateCard
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.mutual_aid.vocabulary.wording import MANDATE_STATES, PROOFS, TIES
from entremise.web.aid.lines import Labels

SHOWN_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class MandateLine:
    card: MandateCard
    tie: str
    state: str
    proof: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class Acting:
    """`until`: of whoever acts, whose page this is; none: the person's own, with who may act for her."""

    until: date | None
    others: tuple[tuple[int, str], ...]  # her other needs, for whoever acts
    lines: tuple[MandateLine, ...]


def acting_on(found: NeedCard, mandate_id: int | None, words: Labels) -> Acting:
    if mandate_id is None:
        return Acting(None, (), tuple(map(line_of, mandates_of(found.person)[:SHOWN_AT_MOST])))
    others = (one for one in needs_of(found.person) if one.need_id != found.need_id)
    named = [(one.need_id, f"{words.asked(one)}, {one.opened_at:%d/%m/%Y}") for one in others]
    return Acting(mandate(mandate_id).until, tuple(named[:SHOWN_AT_MOST]), ())


def line_of(card: MandateCard) -> MandateLine:
    return MandateLine(
        card,
        str(TIES[card.tie]),
        str(MANDATE_STATES[card.state]),
        str(PROOFS[card.proof]) if card.proof else "",
        card.state in LIVING,
    )
