"""A word between the two of a meeting: how it is written, shown, and what is said of it; both sides read alike."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.journeys.relay_words import RelayLine, Sent
from entremise.mutual_aid.vocabulary.matching import RelayCard, Side

LONGEST: Final = 500
HOLDS: Final[dict[str, StrOrPromise]] = {
    "PHONE": gettext_lazy("a phone number"),
    "MAIL": gettext_lazy("a mail address"),
    "IBAN": gettext_lazy("a bank number"),
    "LINK": gettext_lazy("a link"),
    "INSULT": gettext_lazy("a rude word"),
}


class WordForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Your word"),
        help_text=gettext_lazy("When, where to meet, what to bring. No card number, no illness."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write a word.")},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})  # type: ignore[arg-type]  # Django takes any mapping


@dataclass(frozen=True, slots=True)
class Said:
    """A word as the page shows it."""

    card: RelayCard
    text: str
    who: StrOrPromise
    at: datetime
    state: str
    holds: str


def thread(lines: tuple[RelayLine, ...], names: Mapping[Side, StrOrPromise]) -> list[Said]:
    return [
        Said(
            card=one.card,
            text=one.text,
            who=names[one.card.side],
            at=one.card.at,
            state=state_of(one.card),
            holds=", ".join(str(HOLDS[hold]) for hold in one.card.held),
        )
        for one in lines
    ]


def state_of(card: RelayCard) -> str:
    if card.held:
        return _("the desk reads it first")
    return _("read") if card.read_at else _("not read yet")


def tell_sent(request: HttpRequest, sent: Sent) -> None:
    """What became of a word; the numbers at once when it sounds like danger."""
    if sent.is_held:
        messages.success(request, _("The desk reads this word first, then passes it on."))
    else:
        messages.success(request, _("Your word is sent."))
    if sent.is_danger:
        messages.error(request, _("In danger? Ring 15, 18, 17 or 112. By text message: 114."))
