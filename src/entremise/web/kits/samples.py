"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from entremise.kits.queries import current_version, kits, newest_training_version

Sample = Mapping[str, str | int]


def a_kit() -> Sample:
    return {"code": kits()[0].code}


def a_version() -> Sample:
    card = kits()[0]
    return {"code": card.code, "version_id": card.version_id}


def a_step() -> Sample:
    code = kits()[0].code
    return {"code": code, "key": current_version(code).script.first}


def a_theme() -> Sample:
    code = kits()[0].code
    return {"code": code, "part": "themes", "key": current_version(code).themes[0].code}


def a_training() -> Sample:
    return {"version_id": newest_training_version() or 0}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(
        (
            "kits:script",
            "kits:themes",
            "kits:helps",
            "kits:messages",
            "kits:calling",
            "kits:priority",
            "kits:lessons",
            "kits:change_calling",
            "kits:add_step",
            "kits:versions",
        ),
        a_kit,
    ),
    "kits:module_part": lambda: {"part": "ecran", "rank": 1},
    "kits:module_version": a_training,
    "kits:module_again": a_training,
    "kits:change_step": a_step,
    "kits:remove_step": a_step,
    "kits:version": a_version,
    "kits:restore": a_version,
    "kits:add_row": lambda: {**a_kit(), "part": "themes"},
    "kits:change_row": a_theme,
    "kits:remove_row": a_theme,
}
