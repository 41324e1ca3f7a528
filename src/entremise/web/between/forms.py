"""Forms of the go-betweens: few questions each, choices from the contents in use."""

from collections.abc import Sequence

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.common import SLOTS
from entremise.mutual_aid.vocabulary.matching import Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.needs import (
    ENDINGS,
    Deadline,
    Ending,
    NeedState,
    Touch,
    Wave,
    When,
)
from entremise.mutual_aid.vocabulary.wording import (
    DEADLINES,
    NEED_STATES,
    OUTCOMES,
    REFUSAL_REASONS,
    TOUCHES,
    URGENCIES,
    WAVES,
    slot_words,
)
from entremise.mutual_aid.vocabulary.wording import ENDINGS as ENDING_WORDS
from entremise.web.aid.lines import Labels
from entremise.web.phone.languages import LANGUAGES
from entremise.web.shell.fields import ComingDayField, DayField

INLINE = {"class": "inline"}
SEPARATOR = ":"


class DateForm(forms.Form):
    next_on = ComingDayField(label=_("Look at it again on"))


class HandOverForm(forms.Form):
    """To a colleague, or back to the desk with a date."""

    to = forms.ChoiceField(label=_("Who takes it?"))
    next_on = ComingDayField(label=_("Look at it again on"), required=False)

    def __init__(self, data: object = None, *, colleagues: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        everybody: Sequence[tuple[str, StrOrPromise]] = [("", _("The desk, whoever is free"))]
        self.fields["to"] = forms.ChoiceField(
            label=_("Who takes it?"), choices=[*everybody, *colleagues], required=False
        )


class UnderstandForm(forms.Form):
    """What the need is, once somebody has talked with the person."""

    category = forms.ChoiceField(label=_("What is needed?"))
    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"),
        choices=[(one.value, words) for one, words in URGENCIES.items()],
        coerce=int,
        widget=forms.RadioSelect(attrs=INLINE),
    )
    deadline = forms.ChoiceField(
        label=_("For when?"), choices=[(one.value, words) for one, words in DEADLINES.items()]
    )
    due_on = DayField(label=_("Which day?"), required=False)
    slots = forms.MultipleChoiceField(
        label=_("Moments that suit"),
        required=False,
        choices=[(slot, slot_words(slot)) for slot in SLOTS],
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    language = forms.ChoiceField(
        label=_("Language asked for"),
        required=False,
        choices=[("", _("any language")), *LANGUAGES.items()],
    )
    sentence = forms.CharField(
        label=_("Sentence that everybody reads"),
        help_text=_("What is needed, without name, street, number or illness."),
        required=False,
        max_length=200,
    )
    is_shown = forms.BooleanField(
        label=_("The person agreed that everybody reads this sentence"), required=False
    )

    def __init__(
        self, data: object = None, *, words: Labels, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["category"] = forms.ChoiceField(
            label=_("What is needed?"), choices=list(words.categories.items())
        )

    def clean(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        day, deadline = given.get("due_on"), given.get("deadline")
        if deadline in (Deadline.BEFORE, Deadline.ON) and "due_on" not in self.errors:
            if day is None:
                self.add_error("due_on", _("Say which day."))
            elif day < localdate():
                self.add_error("due_on", _("This date is over. Choose today or later."))
        if given.get("is_shown") and not given.get("sentence"):
            self.add_error("sentence", _("Write the sentence that everybody will read."))
        return given

    def when(self) -> When:
        given = self.cleaned_data
        deadline = Deadline(given["deadline"])
        on = given["due_on"] if deadline in (Deadline.BEFORE, Deadline.ON) else None
        return When(deadline, on, tuple(given["slots"]))


class ContactForm(forms.Form):
    """What came of it, and the day of the next one."""

    how = forms.TypedChoiceField(
        label=_("What came of it?"),
        choices=[(one.value, words) for one, words in TOUCHES.items()],
        coerce=Touch,
        widget=forms.Select(attrs={"accesskey": "k"}),
    )
    next_on = ComingDayField(label=_("Look at it again on"), required=False)

    def clean(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        is_dated = given.get("next_on") is not None or "next_on" in self.errors
        if given.get("how") is Touch.CALL_BACK and not is_dated:
            self.add_error("next_on", _("Say on which day to call back."))
        return given


class WidenForm(forms.Form):
    """Who is asked from now on, and until when."""

    wave = forms.TypedChoiceField(
        label=_("Who is asked now?"),
        choices=[(one.value, words) for one, words in WAVES.items()],
        coerce=lambda given: Wave(int(given)),
        widget=forms.RadioSelect,
    )
    next_on = ComingDayField(label=_("Look at it again on"))


class CloseForm(forms.Form):
    """How it ended, and why: one choice."""

    ending = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (
                str(NEED_STATES[state]).capitalize(),
                [
                    (f"{state}{SEPARATOR}{ending}", ENDING_WORDS[ending])
                    for ending in ENDINGS[state]
                ],
            )
            for state in ENDINGS
        ],
    )

    @property
    def chosen(self) -> tuple[NeedState, Ending]:
        state, ending = self.cleaned_data["ending"].split(SEPARATOR)
        return NeedState(state), Ending(ending)


class AsideForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=[(one.value, words) for one, words in REFUSAL_REASONS.items()],
        widget=forms.RadioSelect,
    )

    @property
    def chosen(self) -> RefusalReason:
        return RefusalReason(self.cleaned_data["reason"])


class AgreeForm(forms.Form):
    """The person's own yes, heard by the owner of her need."""

    meet_on = ComingDayField(label=_("Day of the meeting"), required=False)
    agreed = forms.BooleanField(
        label=_("I read the sentence aloud and the person said yes"),
        error_messages={"required": _("Without this yes, nothing is shown to the helper.")},
    )


class ShareForm(forms.Form):
    """One association, and the person's yes to it."""

    organization = forms.TypedChoiceField(
        label=_("Which association?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an association.")},
    )
    agreed = forms.BooleanField(
        label=_("I read the sentence aloud and the person said yes"),
        error_messages={"required": _("Without this yes, nothing is shown to the association.")},
    )

    def __init__(self, data: object = None, *, choices: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        field = self.fields["organization"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = choices


class AskAgainForm(forms.Form):
    """It goes on: another day to ask."""

    check_on = ComingDayField(label=_("Ask again on"))


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(one.value, words) for one, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
    )

    @property
    def chosen(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])
