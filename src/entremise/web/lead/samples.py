"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.kernel.origin import Origin
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.queries.samples import any_engagement
from entremise.solidarity.queries.shifts import shifts_of_origin

Sample = Callable[[], Mapping[str, str | int]]


def a_campaign() -> Mapping[str, str | int]:
    return {"campaign_id": campaigns_running()[0].campaign_id}


def an_engagement() -> Mapping[str, str | int]:
    return {"engagement_id": any_engagement()}


def a_shift() -> Mapping[str, str | int]:
    campaign, at = campaigns_running()[0], now()
    origin = Origin("CAMPAIGN", campaign.campaign_id)
    found = shifts_of_origin(origin=origin, since=at, until=campaign.ends_at, at=at)
    return {**a_campaign(), "shift_id": found[0].shift_id}


def with_zero(name: str) -> Sample:
    return lambda: {**a_campaign(), name: 0}


SAMPLES: dict[str, Sample] = {
    **dict.fromkeys(
        (
            "lead:campaign",
            "lead:balance",
            "lead:proof",
            "lead:days",
            "lead:finishing",
            "lead:registers",
            "lead:build",
            "lead:content",
            "lead:team",
            "lead:shifts",
            "lead:check",
            "lead:open",
            "lead:pause",
            "lead:resume",
            "lead:sundays",
            "lead:wave",
            "lead:rhythm",
            "lead:no_rhythm",
            "lead:closing",
            "lead:close",
            "lead:visits",
            "lead:write_letters",
            "lead:end_letters",
        ),
        a_campaign,
    ),
    **dict.fromkeys(
        (
            "lead:visit",
            "lead:end_visit",
            "lead:visit_again",
            "lead:called_in",
            "lead:both_back",
        ),
        with_zero("visit_id"),
    ),
    "lead:balance_file": lambda: {**a_campaign(), "kind": "csv"},
    **dict.fromkeys(
        (
            "lead:engagement",
            "lead:consent",
            "lead:admit",
            "lead:decline",
            "lead:recognise",
            "lead:suspend",
            "lead:decide_suspension",
            "lead:opinion",
            "lead:end",
            "lead:mission_letter",
            "lead:thanks_letter",
        ),
        an_engagement,
    ),
    "lead:hours": lambda: {"kind": "csv"},
    "lead:settle_remark": lambda: {"remark_id": 0},
    "lead:dismiss": with_zero("user_id"),
    "lead:change_orienteur": a_shift,
    "lead:cancel_shift": with_zero("shift_id"),
    "lead:take_back": with_zero("call_id"),
    "lead:see_alarm": with_zero("alarm_id"),
    "lead:close_alarm": with_zero("alarm_id"),
}
