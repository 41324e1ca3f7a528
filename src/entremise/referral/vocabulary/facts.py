"""What people said, sealed as one text in the record of the campaign: facts of items, words of services."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Facts only, as the person said them: she can read them."""

    said: str = ""
    since: str = ""
    tried: str = ""
    reach: str = ""  # whom and when
    access: str = ""
    vital_reason: str = ""
    language: str = ""  # in which to speak with her

    def only(self, fields: Collection[str]) -> "ItemFacts":
        """What a service may read: never what was said to the caller, which the message replaces, nor why consent was passed over."""
        return ItemFacts(**{name: getattr(self, name) for name in SHOWN if name in fields})


SHOWN: Final = ("since", "tried", "reach", "access", "language")


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """What goes to the service, and what it writes back."""

    text: str = ""
    question: str = ""
    reply: str = ""
    refusal: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    items: dict[int, ItemFacts] = field(default_factory=dict)
    referrals: dict[int, ReferralWords] = field(default_factory=dict)

    @classmethod
    def opened(cls, text: str) -> "Facts":
        """The facts of a card; none when it has none."""
        found: dict[str, Any] = json.loads(text) if text else {}
        referrals = {
            int(key): ReferralWords(**{name: words[name] for name in words if name != "fields"})
            for key, words in found.get("referrals", {}).items()
        }
        items = {int(key): ItemFacts(**facts) for key, facts in found.get("items", {}).items()}
        return cls(items, referrals)

    def text(self) -> str:
        """As it is sealed."""
        return json.dumps(
            {
                "items": {key: asdict(facts) for key, facts in self.items.items()},
                "referrals": {key: asdict(words) for key, words in self.referrals.items()},
            },
            ensure_ascii=False,
        )

    def with_item(self, item_id: int, facts: ItemFacts) -> "Facts":
        return replace(self, items={**self.items, item_id: facts})

    def with_words(self, referral_id: int, **words: Any) -> "Facts":
        known = self.referrals.get(referral_id, ReferralWords())
        return replace(self, referrals={**self.referrals, referral_id: replace(known, **words)})
