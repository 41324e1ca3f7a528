"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.queries.paper import any_bundle, any_sheet_to_type

Sample = Callable[[], Mapping[str, str | int]]


def a_campaign() -> Mapping[str, str | int]:
    return {"campaign_id": campaigns_running()[0].campaign_id}


def a_bundle() -> Mapping[str, str | int]:
    return {"bundle_id": any_bundle()}


def a_sheet() -> Mapping[str, str | int]:
    return {**a_bundle(), "sheet_id": 0}


SAMPLES: dict[str, Sample] = {
    "paper:bundles": a_campaign,
    "paper:seal": a_campaign,
    "paper:who_called": lambda: {"language": "en"},
    **dict.fromkeys(
        (
            "paper:bundle",
            "paper:print",
            "paper:hand_over",
            "paper:take_back",
            "paper:destroy",
            "paper:open_sealed",
        ),
        a_bundle,
    ),
    "paper:found": a_sheet,
    "paper:settle_loss": a_sheet,
    "paper:type": lambda: {"code": any_sheet_to_type()},
}
