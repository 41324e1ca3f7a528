"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from entremise.commons.queries.registers import registers_open
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


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(
        ("steward:register", "steward:dossier", "steward:people", "steward:upload"), a_register
    ),
    **dict.fromkeys(
        (
            "steward:delivery",
            "steward:mapping",
            "steward:dry_run",
            "steward:confirm",
            "steward:cancel",
            "steward:undo",
        ),
        a_delivery,
    ),
    "steward:task": a_task,
    "steward:settle_objection": lambda: {"objection_id": 0},
}
