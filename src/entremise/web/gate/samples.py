"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.commons.queries.deletions import eliminations
from entremise.commons.queries.exports import exports
from entremise.commons.queries.purges import purges
from entremise.commons.queries.registers import registers_of_kind
from entremise.commons.rules import is_of_aid_alone
from entremise.commons.vocabulary.law import RegisterKind
from entremise.outreach.queries.campaigns import campaigns_closed
from entremise.web.uses.samples import a_request

Sample = Mapping[str, str | int]


def an_export() -> Sample:
    return {"export_id": exports(at=now(), limit=1)[0].export_id}


def a_deletion() -> Sample:
    return {"campaign_id": next((one.campaign_id for one in campaigns_closed()), 0)}


def a_list() -> Sample:
    registers = [one.register_id for one in campaigns_closed() if one.register_id]
    lists = eliminations(register_ids=registers)
    return {"elimination_id": next((one.elimination_id for one in lists), 0)}


def a_register_of_aid() -> Sample:
    voluntary = registers_of_kind(RegisterKind.VOLUNTARY)
    return {"register_id": next((one.register_id for one in voluntary if is_of_aid_alone(one)), 0)}


SAMPLES: dict[str, Callable[[], Sample]] = (
    dict.fromkeys(
        (
            "gate:request",
            "gate:advise",
            "gate:decide",
            "gate:publish",
            "gate:open_vote",
            "gate:count",
        ),
        a_request,
    )
    | dict.fromkeys(("gate:export", "gate:countersign", "gate:refuse_export"), an_export)
    | dict.fromkeys(("gate:deletion", "gate:draw_list", "gate:note_visa", "gate:hold"), a_deletion)
    | dict.fromkeys(("gate:past_aid", "gate:hold_past_aid"), a_register_of_aid)
    | {
        "gate:lift_past_aid": lambda: {**a_register_of_aid(), "hold_id": 0},
        "gate:purge": lambda: {"purge_id": next((one.purge_id for one in purges()), 0)},
        "gate:elimination": a_list,
        "gate:lift_hold": lambda: {**a_deletion(), "hold_id": 0},
    }
)
