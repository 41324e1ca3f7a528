"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.mutual_aid.queries.tips import tips_shown

Sample = Mapping[str, str | int]


def a_tip() -> Sample:
    return {"tip_id": tips_shown(limit=1, at=now())[0].tip_id}


SAMPLES: dict[str, Callable[[], Sample]] = {"tips:tip": a_tip, "tips:wrong": a_tip}
