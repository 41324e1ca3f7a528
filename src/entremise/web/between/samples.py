"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.mutual_aid.queries.board import pairs_to_decide
from entremise.mutual_aid.queries.desk import (
    NeedFilters,
    OfferFilters,
    needs_listed,
    offers_listed,
)
from entremise.mutual_aid.queries.matching import introductions_of_need
from entremise.mutual_aid.queries.membership import memberships
from entremise.mutual_aid.queries.people import resemblances_of
from entremise.mutual_aid.queries.relays import relays_of
from entremise.mutual_aid.queries.tips import tips_at_desk
from entremise.mutual_aid.vocabulary.tips import TipView

Sample = Mapping[str, str | int]


def a_need() -> Sample:
    found = needs_listed(filters=NeedFilters(), at=now(), offset=0, size=1)
    return {"need_id": found[0].need_id}


def an_offer() -> Sample:
    return {"offer_id": offers_listed(filters=OfferFilters(), offset=0, size=1)[0].offer_id}


def a_pair() -> Sample:
    return {"proposal_id": pairs_to_decide(limit=1)[0].proposal.proposal_id}


def a_meeting() -> Sample:
    needs = needs_listed(filters=NeedFilters(), at=now(), offset=0, size=500)
    agreed = (one for one in needs if one.state in ("AGREED", "UNDER_WAY"))
    met = (introductions_of_need(one.need_id) for one in agreed)
    return {"introduction_id": next(found[0].introduction_id for found in met if found)}


def a_resemblance() -> Sample:
    needs = needs_listed(filters=NeedFilters(), at=now(), offset=0, size=500)
    found = (resemblances_of(need_id=one.need_id, person=one.person) for one in needs)
    return {"resemblance_id": next(some[0].resemblance_id for some in found if some)}


def a_word() -> Sample:
    needs = needs_listed(filters=NeedFilters(), at=now(), offset=0, size=500)
    met = (one for need in needs for one in introductions_of_need(need.need_id))
    words = (word for one in met for word in relays_of(one.introduction_id))
    return {"relay_id": next(words).relay_id}


def a_tip() -> Sample:
    return {"tip_id": tips_at_desk(view=TipView.PUBLISHED, at=now(), offset=0, size=1)[0].tip_id}


def an_association() -> Sample:
    return {"membership_id": memberships()[0].membership_id}


ASSOCIATIONS = ("association_met", "association_active", "association_end")
NEEDS = (
    "need",
    "take",
    "give_code",
    "send_code",
    "code_letter",
    "date",
    "hand_over",
    "take_over",
    "widen",
    "understand",
    "contact",
    "close",
    "reopen",
    "propose",
    "share",
    "take_back",
    "orient",
)
OFFERS = (
    "offer",
    "accept_offer",
    "decline_offer",
    "welcome",
    "check",
    "release",
    "pause_offer",
    "confirm_offer",
    "ask_offer",
    "read_helper",
)
PAIRS = ("send", "put_aside", "helper_agrees")
TIPS = ("tip", "correct_tip", "publish_tip", "retire_tip")
MEETINGS = ("agree", "decline", "outcome", "ask_again", "concern", "words", "read_aloud", "money")
SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys((f"between:{name}" for name in NEEDS), a_need),
    **dict.fromkeys((f"between:{name}" for name in OFFERS), an_offer),
    **dict.fromkeys((f"between:{name}" for name in PAIRS), a_pair),
    **dict.fromkeys((f"between:{name}" for name in MEETINGS), a_meeting),
    **dict.fromkeys((f"between:{name}" for name in TIPS), a_tip),
    **dict.fromkeys((f"between:{name}" for name in ASSOCIATIONS), an_association),
    "between:alike": a_resemblance,
    "between:let_pass": a_word,
    **dict.fromkeys(("between:needs_file", "between:offers_file"), lambda: {"kind": "csv"}),
}
