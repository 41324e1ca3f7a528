"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.commons.queries.exports import exports
from entremise.commons.queries.registers import registers_open
from entremise.commons.vocabulary.law import RegisterKind
from entremise.outreach.queries.alarms import steward_tasks
from entremise.registers.queries import deliveries_of

Sample = Mapping[str, str | int]


def a_register() -> Sample:
    return {"register_id": registers_open()[0].register_id}


def a_delivery() -> Sample:
    found = [
        one for card in registers_open() for one in deliveries_of(register_id=card.register_id)
    ]
    return {"delivery_id": found[0].delivery_id}


def a_task() -> Sample:
    return {"task_id": steward_tasks(limit=1)[0].task_id}


def an_alert_register() -> Sample:
    return {"register_id": registers_open(kinds=[RegisterKind.CASF_ALERT])[0].register_id}


def an_export() -> Sample:
    return {"export_id": exports(at=now(), limit=1)[0].export_id}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(
        ("steward:register", "steward:dossier", "steward:people", "steward:upload"), a_register
    ),
    **dict.fromkeys(
        (
            "steward:delivery",
            "steward:mapping",
            "steward:dry_run",
            "steward:left_out",
            "steward:confirm",
            "steward:cancel",
            "steward:undo",
        ),
        a_delivery,
    ),
    "steward:export_ask": an_alert_register,
    **dict.fromkeys(
        ("steward:export", "steward:export_collect", "steward:export_destroy"), an_export
    ),
    "steward:task": a_task,
    "steward:settle_objection": lambda: {"objection_id": 0},
}
