"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.commons.queries.decisions import activations, decisions_in_force, emergencies

Sample = Mapping[str, str | int]


def a_decision() -> Sample:
    return {"decision_id": decisions_in_force(at=now())[0].decision_id}


def a_plan() -> Sample:
    return {"activation_id": activations()[0].activation_id}


def an_emergency() -> Sample:
    found = emergencies(at=now())
    return {"decision_id": found[0].decision_id if found else 0}


SAMPLES: dict[str, Callable[[], Sample]] = {
    "decision:revoke": a_decision,
    **dict.fromkeys(("decision:plan", "decision:turn_red", "decision:lift"), a_plan),
    **dict.fromkeys(("decision:emergency", "decision:sign"), an_emergency),
}
