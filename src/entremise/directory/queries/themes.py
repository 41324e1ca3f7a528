"""Themes under their two names: the code of a kit and the national one."""

from entremise.engines.service_files import national
from entremise.kits.queries import kits, version
from entremise.kits.vocabulary import Theme


def kit_themes() -> dict[str, Theme]:
    """All themes of all kits at the version in use, by code."""
    found: dict[str, Theme] = {}
    for card in kits():
        for theme in version(card.version_id).themes:
            found.setdefault(theme.code, theme)
    return found


def kit_code_of() -> dict[str, str]:
    """The code of the kits for a national one."""
    found: dict[str, str] = {}
    for theme in kit_themes().values():
        if theme.thematique:
            found.setdefault(theme.thematique, theme.code)
    return found


def codes_of(theme: str, known: dict[str, Theme] | None = None) -> tuple[str, ...]:
    """All codes under which services may have this theme."""
    if not theme:
        return ()
    themes = kit_themes() if known is None else known
    thematique = themes[theme].thematique if theme in themes else theme
    same = [one.code for one in themes.values() if thematique and one.thematique == thematique]
    return tuple(dict.fromkeys(filter(None, (theme, thematique, *same))))


def theme_names() -> dict[str, str]:
    """Themes by code with their label: those of the kits, then the national ones that no kit names."""
    themes = kit_themes()
    named = {theme.thematique for theme in themes.values()}
    others = {code: label for code, label in national.THEMES.items() if code not in named}
    return {code: theme.label for code, theme in themes.items()} | others
