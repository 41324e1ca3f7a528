"""A proposal as JSON, each reason by its code and in French words, written whole or not at all."""

import json
import os
from collections.abc import Mapping
from gettext import translation
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from entremise.engines.assignment.vocabulary import (
    Alternative,
    Ground,
    Lack,
    Pair,
    Proposal,
    Reason,
    Setback,
)
from entremise.jobs.faults import Trouble

LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
_ = translation("django", LOCALE, ["fr"]).gettext  # the catalogue itself: there are no settings

REASONS: Final[Mapping[Reason, str]] = {
    Reason.DISTANCE: _("%(value)s m away"),
    Reason.WITHIN_RADIUS: _("within the %(value)s m that the helper accepts"),
    Reason.SHARED_LANGUAGE: _("speaks the language asked for: %(value)s"),
    Reason.FREE_AT_SLOT: _("free at a moment that suits: %(value)s"),
    Reason.CREDENTIAL: _("has the credential asked for: %(value)s"),
    Reason.HELPED_NOBODY: _("has helped nobody yet"),
    Reason.KEPT: _("pair decided before, kept"),
}
LACKS: Final[Mapping[Lack, str]] = {
    Lack.NOBODY_IN_CATEGORY: _("Nobody offers this kind of help."),
    Lack.NOBODY_NEAR: _("Nobody who offers this help comes that far."),
    Lack.NOBODY_WITH_LANGUAGE: _("Nobody near speaks this language."),
    Lack.NOBODY_WITH_CREDENTIAL: _("Nobody near has the credential asked for."),
    Lack.NOBODY_FREE: _("Nobody near is free at a moment that suits."),
    Lack.ALL_TAKEN: _("All who could come are taken by other needs."),
}
SETBACKS: Final[Mapping[Setback, str]] = {
    Setback.FARTHER: _("as far or farther"),
    Setback.MORE_URGENT_NEED: _("taken by a more urgent need"),
    Setback.KEPT_PAIR: _("taken by a pair decided before"),
    Setback.BETTER_FOR_ALL: _("taken by another need: more people are helped, or walk less in all"),
    Setback.HELPED_MORE: _("nearer, but has helped more than the others"),
}


def document(proposal: Proposal) -> dict[str, object]:
    """The proposal as `output.schema.json` describes it."""
    return {
        "pairs": [pair_row(pair) for pair in proposal.pairs],
        "unserved": [
            {"need": one.need, "why": one.why.value, "words": LACKS[one.why]}
            for one in proposal.unserved
        ],
    }


def pair_row(pair: Pair) -> dict[str, object]:
    return {
        "need": pair.need,
        "offer": pair.offer,
        "distance_m": pair.distance_m,
        "reasons": [reason_row(ground) for ground in pair.grounds],
        "alternative": pair.alternative and alternative_row(pair.alternative),
    }


def reason_row(ground: Ground) -> dict[str, object]:
    words = REASONS[ground.reason] % {"value": ground.value}
    return {"code": ground.reason.value, "value": ground.value, "words": words}


def alternative_row(alternative: Alternative) -> dict[str, object]:
    why = alternative.why
    return {"offer": alternative.offer, "why": why.value, "words": SETBACKS[why]}


def write(proposal: Proposal, path: Path) -> None:
    """Write aside, then rename; only its owner may read the file, since it says who needs help."""
    text = json.dumps(document(proposal), ensure_ascii=False, indent=1) + "\n"
    aside = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".propose-", delete=False) as file:
            aside = Path(file.name)
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        if aside is not None:
            aside.unlink(missing_ok=True)
        raise Trouble(
            f"{path} ne peut pas être écrit. Vérifiez que son dossier existe et qu'il vous est ouvert."
        ) from None
