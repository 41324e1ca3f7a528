"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.utils.timezone import now

from entremise.directory.queries import search
from entremise.referral.queries.follow import checks_due, services_to_tell, vital_to_review
from entremise.referral.queries.queue import Filters, View, queue
from entremise.referral.queries.reports import TraceFilters, trace

Sample = Mapping[str, str | int]


def a_report() -> Sample:
    waiting = queue(filters=Filters(View.TO_PLACE), offset=0, size=1, at=now())
    return {"report_id": waiting[0].report_id}


def an_item() -> Sample:
    row = trace(filters=TraceFilters(), offset=0, size=1)[0]
    return {"report_id": row.report.report_id, "item_id": row.item.item_id}


def a_sending() -> Sample:
    return {**an_item(), **a_service()}


def a_referral() -> Sample:
    rows = trace(filters=TraceFilters(), offset=0, size=50)
    return {"referral_id": next(row.referral.referral_id for row in rows if row.referral)}


def a_service() -> Sample:
    return {"service_id": search(text="")[0].service_id}


def a_check() -> Sample:
    return {"check_id": checks_due(at=now() + timedelta(days=60))[0].check_id}


def a_vital_item() -> Sample:
    return {"item_id": vital_to_review(user_id=0)[0].item_id}


def a_service_to_tell() -> Sample:
    found = services_to_tell()
    return {"referral_id": found[0].referral_id if found else 0}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(
        (
            "triage:report",
            "triage:ask_visit",
            "triage:take",
            "triage:give_back",
            "triage:ask_question",
            "triage:hand_over",
            "triage:trace_of_report",
        ),
        a_report,
    ),
    "triage:end_item": an_item,
    "triage:regrade": an_item,
    "triage:ask_neighbours": an_item,
    "triage:ask_whether": a_check,
    "triage:write_whether": a_check,
    "triage:put_off": a_check,
    "triage:review_vital": a_vital_item,
    "triage:tell_service": a_service_to_tell,
    "triage:export_unmet": lambda: {"kind": "csv"},
    "triage:export_trace": lambda: {"kind": "csv"},
    "triage:send": a_sending,
    **dict.fromkeys(
        (
            "triage:new_link",
            "triage:take_back",
            "triage:note_received",
            "triage:note_accepted",
            "triage:note_refused",
            "triage:note_answered",
            "triage:reply",
            "triage:coupon",
            "triage:letter",
        ),
        a_referral,
    ),
    **dict.fromkeys(
        (
            "triage:service",
            "triage:correct_service",
            "triage:check_service",
            "triage:close_service",
            "triage:service_room",
        ),
        a_service,
    ),
    "triage:alarm": lambda: {"alarm_id": 0},
    "triage:end_alarm": lambda: {"alarm_id": 0},
}
