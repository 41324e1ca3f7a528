"""The numbers of one use: people read and refused under its decision, small numbers hidden."""

from datetime import datetime

from django.utils.translation import gettext as _

from entremise.commons.queries.access import access_counts
from entremise.commons.queries.objections import objection_counts
from entremise.commons.vocabulary.uses import PublicUse

FEW = 11  # smaller numbers could point to somebody
Numbers = dict[str, int | None]  # none: fewer than eleven


def counts_of(use: PublicUse, at: datetime) -> Numbers:
    """Readings and refusals since the decision of this use began, of this decision alone."""
    begun = begun_at(use)
    if begun is None or begun[1] >= at:
        return {}
    decision_id, since = begun
    counts = access_counts(since=since, until=at, decision_id=decision_id)
    refusals = sum(objection_counts(since, at).values())
    found = {
        "people_read": counts.people,
        "readings": counts.opened,
        "readings_refused": counts.refused,
        "objections_all_uses": refusals,
    }
    return {name: shown(count) for name, count in found.items()}


def shown(count: int) -> int | None:
    return count if count == 0 or count >= FEW else None


def begun_at(use: PublicUse) -> tuple[int, datetime] | None:
    """The decision under which data is read, and since when: the vote's, or the emergency's before it."""
    if use.decision is not None and use.decision.starts_at is not None:
        return use.decision.decision_id, use.decision.starts_at
    if use.emergency is not None and use.emergency.starts_at is not None:
        return use.emergency.decision_id, use.emergency.starts_at
    return None


def numbers_of(use: PublicUse, at: datetime) -> tuple[tuple[str, str], ...]:
    """The same in words."""
    words = {
        "people_read": _("People whose data was read"),
        "readings": _("Readings"),
        "readings_refused": _("Readings refused by the machine"),
        "objections_all_uses": _("People who said no, all uses together"),
    }
    few = _("fewer than 11")
    return tuple(
        (words[name], few if count is None else str(count))
        for name, count in counts_of(use, at).items()
    )
