"""Themes and districts by their names, from the kits in use and the territory."""

from collections.abc import Sequence

from entremise.accounts.queries import accounts_by_id
from entremise.journeys.trace_lines import theme_labels
from entremise.territory.queries import districts


def theme_choices() -> list[tuple[str, str]]:
    return sorted(theme_labels().items(), key=lambda pair: pair[1])


def district_choices() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in districts()]


def names_of(user_ids: Sequence[int | None]) -> dict[int | None, str]:
    """Display names to sign a trace with; an unknown one has none."""
    found = accounts_by_id([user_id for user_id in user_ids if user_id is not None])
    return {user_id: account.display_name for user_id, account in found.items()}
