"""The words that people use for a theme (« bouffe » for food), found again with their typing errors."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from entremise.engines.service_files import national
from entremise.engines.spelling import keys_of, words_of


class PlainWords:
    """Themes by the words said for them, and those words by what they share with their misspellings."""

    def __init__(self, said: Mapping[str, Iterable[str]]) -> None:
        self.themes: dict[str, set[str]] = defaultdict(set)
        self.by_key: dict[str, set[str]] = defaultdict(set)
        for theme, texts in said.items():
            for word in words_of(" ".join(texts)):
                self.themes[word].add(theme)
                for key in keys_of(word):
                    self.by_key[key].add(word)

    def near(self, asked: str) -> set[str]:
        """Words that this one may be, to be looked at closer."""
        begun = {word for word in self.themes if len(asked) >= 3 and word.startswith(asked)}
        return begun.union(*(self.by_key.get(key, set()) for key in keys_of(asked)))


@cache
def plain_words() -> PlainWords:
    """The words of the table with the labels of the national themes."""
    path = Path(__file__).parent / "plain_words.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return PlainWords(
        {
            theme: (said.get(theme, ""), national.THEMES.get(theme, ""))
            for theme in (*national.THEMES, *(one for one in said if one not in national.THEMES))
        }
    )
