"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.commons.queries.uses import votes_open
from entremise.commons.queries.votes import seats
from entremise.web.uses.samples import a_published_use

Sample = Mapping[str, str | int]


def an_open_vote() -> Sample:
    rows = votes_open(at=now())
    return {"request_id": rows[0].request_id if rows else 0}


def a_seat() -> Sample:
    return {"member_id": seats(at=now())[0].member_id}


SAMPLES: dict[str, Callable[[], Sample]] = {
    "college:vote": a_published_use,
    "college:cast": a_published_use,
    "college:proxy": a_published_use,
    "college:speak": a_published_use,
    "college:paper": a_published_use,
    "college:hear": a_published_use,
    "college:enter": an_open_vote,
    "college:enter_proxy": an_open_vote,
    "college:cast_for": lambda: {**a_published_use(), "member_id": 0},
    "college:check": lambda: {"ballot_id": 0},
    "college:take_back": lambda: {"ballot_id": 0},
    "college:end_seat": a_seat,
}
