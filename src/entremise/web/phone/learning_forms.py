"""The gestures of the training, the quiz in another order at each try."""

import random
from typing import Any, Final, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entremise.kits.vocabulary.training import Gesture, GestureKind, Question

CHOSEN: Final = "choice"
Thing = TypeVar("Thing")


class GestureForm(forms.Form):
    """What a screen asks to do: boxes to fill, one right answer, a thing to do and to tick."""

    def __init__(
        self, *args: Any, gesture: Gesture, words: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.gesture = gesture
        if gesture.kind == GestureKind.CHOOSE:
            self.fields[CHOSEN] = forms.TypedChoiceField(
                label=gesture.ask,
                coerce=int,
                choices=tuple((n, one.text) for n, one in enumerate(gesture.choices)),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer.")},
            )
        elif gesture.kind == GestureKind.WRITE:
            for number, label in enumerate(gesture.boxes):
                self.fields[f"box{number}"] = forms.CharField(
                    label=label,
                    max_length=180,
                    initial=words[number] if number < len(words) else "",
                    error_messages={"required": _("Write a few words.")},
                )
        else:
            self.fields["done"] = forms.BooleanField(
                label=TICKS.get(GestureKind(gesture.kind)) or gesture.boxes[0],
                error_messages={"required": _("Do it, then tick the box.")},
            )

    def clean_choice(self) -> int:
        chosen: int = self.cleaned_data[CHOSEN]
        choice = self.gesture.choices[chosen]
        if not choice.right:
            raise ValidationError(choice.why)
        return chosen

    def words(self) -> str:
        """What is kept: the words typed, or the right answer; for herself."""
        if self.gesture.kind == GestureKind.WRITE:
            return "\n".join(self.cleaned_data[f"box{n}"] for n in range(len(self.gesture.boxes)))
        return ""


TICKS: Final = {
    GestureKind.SIGN: _("I have read this letter, I sign it and I keep the secret"),
    GestureKind.OPEN: _("I have opened the sheet"),
}


class QuizForm(forms.Form):
    """The five questions, drawn in an order of their own at each try."""

    def __init__(
        self, *args: Any, questions: tuple[Question, ...], seed: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            one.id: forms.TypedChoiceField(
                label=one.question,
                coerce=int,
                choices=shuffled(
                    tuple((n, choice.text) for n, choice in enumerate(one.choices)),
                    f"{seed} {one.id}",
                ),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer.")},
            )
            for one in shuffled(questions, seed)
        }

    def answers(self) -> dict[str, int]:
        return dict(self.cleaned_data)


def shuffled(things: tuple[Thing, ...], seed: str) -> tuple[Thing, ...]:
    mixed = list(things)
    random.Random(seed).shuffle(mixed)  # noqa: S311 -- the same order when the page is opened again
    return tuple(mixed)


class SentenceForm(forms.Form):
    """A sentence chosen in a simulated call; the step fences a page that is behind."""

    step = forms.IntegerField(min_value=0)
    option = forms.IntegerField(min_value=0)
