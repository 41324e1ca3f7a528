"""What people said, sealed as one text in the record of the campaign: facts of items, words of services."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Facts only, as the person said them: she can read them."""

    said: str = ""
    since: str = ""
    tried: str = ""
    reach: str = ""  # whom and when
    access: str = ""
    vital_reason: str = ""


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """What goes to the service, and what it writes back."""

    text: str = ""
    fields: tuple[str, ...] = ()  # what of the card the service may see, by theme
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
            int(key): ReferralWords(**(words | {"fields": tuple(words.get("fields", ()))}))
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
