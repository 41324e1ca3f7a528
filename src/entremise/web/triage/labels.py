"""Themes and districts by their names, from the kits in use and the territory."""

from entremise.journeys.trace_lines import theme_labels
from entremise.territory.queries import districts


def theme_choices() -> list[tuple[str, str]]:
    return sorted(theme_labels().items(), key=lambda pair: pair[1])


def district_choices() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in districts()]
