"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.commons.queries.exports import exports
from entremise.web.uses.samples import a_request

Sample = Mapping[str, str | int]


def an_export() -> Sample:
    return {"export_id": exports(at=now(), limit=1)[0].export_id}


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
    | {"gate:purge": lambda: {"purge_id": 0}}
)
