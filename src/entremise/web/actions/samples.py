"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.solidarity.queries.samples import (
    any_certificate,
    any_draft,
    any_expected_place,
    any_open_slot,
    any_shown_action,
)

Sample = Mapping[str, str | int]


def a_shown_action() -> Sample:
    return {"action_id": any_shown_action()}


def a_draft() -> Sample:
    return {"action_id": any_draft()}


def an_open_slot() -> Sample:
    return {"slot_id": any_open_slot(at=now())}


def a_place() -> Sample:
    return {"place_id": any_expected_place()[0]}


def a_place_in_its_slot() -> Sample:
    place_id, slot_id = any_expected_place()
    return {"slot_id": slot_id, "place_id": place_id}


def a_certificate() -> Sample:
    return {"certificate_id": any_certificate()}


def no_secret() -> Sample:
    return {"secret": "rien"}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(("actions:action", "actions:one", "actions:announce"), a_shown_action),
    **dict.fromkeys(
        ("actions:change", "actions:slots", "actions:validate", "actions:call_off"), a_draft
    ),
    **dict.fromkeys(
        (
            "actions:book",
            "actions:slot",
            "actions:sheet",
            "actions:enter",
            "actions:call_off_slot",
        ),
        an_open_slot,
    ),
    **dict.fromkeys(("actions:confirm", "actions:leave"), a_place),
    "actions:free": a_place_in_its_slot,
    "actions:certificate": a_certificate,
    "actions:calendar": no_secret,
}
