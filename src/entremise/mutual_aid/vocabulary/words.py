"""What people wrote in their own words, by need or offer: one sealed text of their record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """Texts by key of need or offer; opened from the FREE_TEXT of a card, written back whole."""

    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, text: str) -> "Words":
        """Words of a card; a text that is no such JSON (typed by a steward) is kept under the empty key."""
        try:
            read = json.loads(text) if text else {}
        except ValueError:
            return cls({"": text})
        if not isinstance(read, dict):
            return cls({"": text})
        return cls({str(key): str(value) for key, value in read.items()})

    def of(self, key: UUID) -> str:
        return self.texts.get(str(key), "")

    def with_text(self, key: UUID, text: str) -> "Words":
        kept = {name: value for name, value in self.texts.items() if name != str(key)}
        return Words(kept | {str(key): text[:LONGEST]} if text else kept)

    def text(self) -> str:
        return json.dumps(dict(self.texts), ensure_ascii=False) if self.texts else ""
