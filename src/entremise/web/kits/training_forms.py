"""The words of one part of the training as a form: a field for each place, and which answer is right."""

import hashlib
from itertools import pairwise
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.kits.operations.training import Rewording
from entremise.kits.vocabulary.training import Mark
from entremise.kits.vocabulary.training_words import (
    Data,
    Place,
    Words,
    choices_in,
    part_of,
    right_in,
    words_in,
)
from entremise.web.kits.forms import PlainField

RIGHT: Final = "right"
LONG: Final = 60
NAMES: Final[dict[str, StrOrPromise]] = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "ask": gettext_lazy("What is asked"),
    "boxes": gettext_lazy("What is to be written or ticked, one a line"),
    "models": gettext_lazy("Examples shown afterwards, one a line"),
    "why": gettext_lazy("Why"),
    "question": gettext_lazy("Question"),
    "name": gettext_lazy("Name"),
    "topic": gettext_lazy("In a sentence"),
    "aim": gettext_lazy("What is to be learnt"),
    "facts": gettext_lazy("What is known, one a line"),
    "good_end": gettext_lazy("What is said at the end"),
    "says": gettext_lazy("What this person says"),
    "reply": gettext_lazy("What this person answers"),
    "lesson": gettext_lazy("What was not right"),
    "lines": gettext_lazy("Sentences, one a line"),
}
MARKS: Final[dict[str, StrOrPromise]] = {
    Mark.EXPECTED: gettext_lazy("expected sentence"),
    Mark.POSSIBLE: gettext_lazy("possible sentence"),
    Mark.AVOID: gettext_lazy("sentence to avoid"),
}


class WordsForm(forms.Form):
    """All the words of a part; what a colleague changed meanwhile is told, and nothing typed is lost."""

    def __init__(self, data: Any = None, *, content: Data, place: Place) -> None:
        self.place, self.known = place, words_in(content, place)
        self.part, self.stamp = part_of(content, place), stamp_of(self.known)
        super().__init__(data, initial={RIGHT: right_in(content, place)})
        for one in self.known:
            self.fields[one.name] = PlainField(
                label=label_of(self.part, one.path),
                initial=one.text,
                widget=widget_of(one),
                error_messages={"required": _("Write a few words.")},
            )
        choices = choices_in(self.part)
        if choices:
            self.fields[RIGHT] = forms.TypedChoiceField(
                label=_("The one right answer"),
                coerce=int,
                choices=tuple((rank, one["text"]) for rank, one in enumerate(choices)),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer.")},
            )

    def clean(self) -> None:
        if self.data.get("base") != self.stamp:
            self.add_error(
                None,
                _("A colleague has changed this meanwhile. What you typed is kept: save again."),
            )

    def change(self) -> Rewording:
        return Rewording(
            place=self.place,
            looked_at={one.name: one.text for one in self.known},
            said={one.name: self.cleaned_data[one.name] for one in self.known},
            right=self.cleaned_data.get(RIGHT),
        )


def widget_of(one: Words) -> forms.Widget:
    """A line for what is short; room to write for the rest."""
    if len(one.text) < LONG and not one.is_list:
        return forms.TextInput()
    return forms.Textarea(attrs={"rows": 2 + len(one.text) // LONG})


def stamp_of(known: tuple[Words, ...]) -> str:
    return hashlib.sha256("\0".join(one.text for one in known).encode()).hexdigest()[:16]


def label_of(part: Any, path: tuple[str | int, ...]) -> str:
    """« Réplique 2, phrase attendue 1 : ce qui n'allait pas »: where these words stand, then what they are."""
    where, node = [], part
    for step, following in pairwise(path):
        node = node[step]
        if isinstance(following, int):
            where.append(place_words(str(step), following, node[following]))
    last = str(path[-1]) if path else "lines"
    said = str(NAMES[last])
    return f"{', '.join(where)} : {said[:1].lower()}{said[1:]}" if where else said


def place_words(step: str, rank: int, node: Any) -> str:
    if step == "turns":
        return _("Turn %(n)d") % {"n": rank + 1}
    if step == "options":
        return f"{MARKS[node['mark']]} {rank + 1}"
    return _("Answer %(n)d") % {"n": rank + 1}


class NoteForm(forms.Form):
    """Why a draft is published."""

    note = PlainField(
        label=gettext_lazy("Why this change"),
        max_length=200,
        help_text=gettext_lazy("One sentence, for those who read the versions later."),
        error_messages={"required": gettext_lazy("Write why: it stays in the list of versions.")},
    )
