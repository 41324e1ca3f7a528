"""Samples of the addresses that take a parameter: the call held by the caller of the demonstration."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.queries.samples import any_engagement, any_held_call, any_shown_call

Sample = Callable[[], Mapping[str, str | int]]


def a_campaign() -> Mapping[str, str | int]:
    return {"campaign_id": campaigns_running()[0].campaign_id}


def a_held_call() -> Mapping[str, str | int]:
    return {"call_id": any_held_call(at=now())}


def a_shown_call() -> Mapping[str, str | int]:
    return {"call_id": any_shown_call(at=now())}


def nothing(name: str) -> Sample:
    return lambda: {name: 0}


SAMPLES: dict[str, Sample] = {
    "phone:take": a_campaign,
    "phone:call": a_held_call,
    "phone:show": a_held_call,
    "phone:hand_back": a_held_call,
    "phone:give_back": a_held_call,
    **dict.fromkeys(
        (
            "phone:talk",
            "phone:step",
            "phone:autosave",
            "phone:heartbeat",
            "phone:close",
            "phone:call_back",
            "phone:language",
            "phone:away",
            "phone:objection",
            "phone:confirm_objection",
            "phone:death",
            "phone:report",
            "phone:keep_report",
            "phone:alarm",
            "phone:emergency",
            "phone:to_report",
            "phone:remark",
            "phone:to_call_back",
            "phone:to_objection",
            "phone:to_language",
            "phone:to_away",
            "phone:to_death",
            "phone:to_other",
            "phone:relative",
            "phone:show_relative",
            "phone:hear_relative",
            "phone:guardian",
            "phone:show_guardian",
            "phone:hear_guardian",
            "phone:other",
            "phone:hear_other",
            "phone:child",
        ),
        a_shown_call,
    ),
    **dict.fromkeys(("phone:review", "phone:take_review"), nothing("review_id")),
    "phone:screen": lambda: {"order": 1},
    **dict.fromkeys(
        ("phone:exercise", "phone:begin_exercise", "phone:say"), lambda: {"code": "S1"}
    ),
    **dict.fromkeys(
        ("phone:colleague", "phone:open_level"), lambda: {"engagement_id": any_engagement()}
    ),
    "phone:entrust": nothing("call_id"),
    "phone:see_alarm": nothing("alarm_id"),
    "phone:take_danger": nothing("alarm_id"),
    "phone:danger": nothing("alarm_id"),
    "phone:close_alarm": nothing("alarm_id"),
    "phone:book": nothing("shift_id"),
    "phone:confirm": nothing("booking_id"),
    "phone:give_up": nothing("booking_id"),
    "phone:debrief": nothing("booking_id"),
    "phone:reply": nothing("report_id"),
}
