"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.commons.queries.uses import uses_in, uses_published
from entremise.commons.vocabulary.uses import ACCEPTED, UseState

Sample = Mapping[str, str | int]


def a_published_use() -> Sample:
    return {"request_id": uses_published(at=now())[0].request_id}


def a_counted_use() -> Sample:
    return {"request_id": uses_in((*sorted(ACCEPTED), UseState.REJECTED))[0].request_id}


def a_request() -> Sample:
    return {"request_id": uses_in(tuple(UseState))[0].request_id}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(("uses:use", "uses:use_json"), a_published_use),
    "uses:minutes": a_counted_use,
    **dict.fromkeys(("uses:request", "uses:change", "uses:submit"), a_request),
}
