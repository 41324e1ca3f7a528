"""Forms of a step of the script: what is said, the answers and where each leads, where a new step stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.kits.vocabulary import Answer, KitContent, Step
from entremise.kits.vocabulary.codes import EMERGENCY_NUMBERS, SEVERITIES
from entremise.kits.vocabulary.edits import AddStep, Edit, Part, PutRow, RemoveStep
from entremise.web.kits.forms import CODE_HELP, CODE_LENGTH, EditForm, LinesField, PlainField
from entremise.web.kits.words import CONSENTS, OBJECTIONS, SCHEDULES, STEP_KINDS
from entremise.web.shell.fields import choose_from

ONCE_ONLY: Final = frozenset({"identity", "notice"})
ROAD: Final = "/"
Choices = list[tuple[str, Any]]


def step_name(step: Step) -> str:
    """A step as a person finds it: the first words that are said."""
    return shortened(step.say[0] if step.say else step.id)


def shortened(said: str) -> str:
    return said if len(said) < 60 else f"{said[:58]}…"


def step_choices(kit: KitContent, empty: object) -> Choices:
    return [("", empty), *((step.id, step_name(step)) for step in kit.script.steps)]


def with_none(words: Mapping[str, StrOrPromise]) -> Choices:
    return [("", gettext_lazy("nothing in particular")), *words.items()]


class AnswerForm(forms.Form):
    """One answer; the code is made from the words of a new one, and stays."""

    code = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=CODE_LENGTH)
    label = PlainField(label=gettext_lazy("Words on the button"), max_length=80)
    next = forms.ChoiceField(label=gettext_lazy("Then"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Opens a difficulty"), required=False)
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity proposed"), coerce=int, empty_value=None, required=False
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Agreement noted"), choices=with_none(CONSENTS), required=False
    )
    schedule = forms.ChoiceField(
        label=gettext_lazy("Sets up"), choices=with_none(SCHEDULES), required=False
    )
    objection = forms.ChoiceField(
        label=gettext_lazy("Refusal noted"), choices=with_none(OBJECTIONS), required=False
    )

    def __init__(self, *args: Any, kit: KitContent, nowhere: StrOrPromise, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: dict[str, Choices] = {
            "next": step_choices(kit, nowhere),
            "theme": with_none({theme.code: theme.label for theme in kit.themes}),
            "severity": [
                ("", "–"),
                *((str(row.level), f"{row.level}, {row.label}") for row in kit.severity),
            ],
        }
        for name, found in choices.items():
            choose_from(self, name, found)

    def answer(self) -> Answer:
        given = {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}
        code = given.pop("code") or slugify(given["label"])[:CODE_LENGTH]
        return Answer(code=code, severity=given.pop("severity") or 0, **given)

    @property
    def has_effects(self) -> bool:
        """Whether the rarer questions are shown open."""
        names = ("theme", "consent", "schedule", "objection")
        return any(self[name].value() or self[name].errors for name in names)


AnswerForms = forms.formset_factory(
    AnswerForm, extra=2, can_delete=True, max_num=20, validate_max=True
)


class StepForm(EditForm):
    """What is common to a new step and to a changed one."""

    nowhere: StrOrPromise = gettext_lazy("choose the next step")

    kind = forms.ChoiceField(label=gettext_lazy("Kind of step"))
    say = LinesField(
        label=gettext_lazy("Sentences to say"),
        help_text=gettext_lazy("One a line, fifteen words at most, with « vous »."),
    )
    hint = PlainField(
        label=gettext_lazy("Advice to the caller, not to be said"), max_length=300, required=False
    )
    next = forms.ChoiceField(label=gettext_lazy("Without answers, then"), required=False)
    numbers = forms.MultipleChoiceField(
        label=gettext_lazy("Emergency numbers to show"),
        choices=tuple((one, one) for one in EMERGENCY_NUMBERS),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
        required=False,
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("At the end of a call, its outcome"), required=False
    )

    def __init__(
        self, data: Any = None, *, kit: KitContent, before: Step | None = None, **options: Any
    ) -> None:
        super().__init__(data, kit=kit, initial=initial_of(before), **options)
        self.before = before
        kept = before.kind if before else ""
        choose_from(
            self,
            "kind",
            [
                (kind, word)
                for kind, word in STEP_KINDS.items()
                if kind == kept or (kind not in ONCE_ONLY and kept not in ONCE_ONLY)
            ],
        )
        choose_from(self, "next", step_choices(kit, self.nowhere))
        outcomes = {rule.code: rule.label for rule in kit.calling.outcomes}
        choose_from(self, "outcome", with_none(outcomes))
        self.answers = AnswerForms(
            data,
            prefix="answers",
            initial=[initial_answer(answer) for answer in before.answers] if before else None,
            form_kwargs={"kit": kit, "nowhere": self.nowhere},
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.answers.is_valid():
            words = _("Answer %(number)d, %(field)s: %(error)s")
            raise ValidationError(row_errors(self.answers, words))
        return given

    def step(self, name: str) -> Step:
        given, before = self.cleaned_data, self.before
        return Step(
            id=name,
            kind=given["kind"],
            say=given["say"],
            hint=given["hint"],
            record=before.record if before else "",
            numbers=tuple(given["numbers"]),
            answers=self.given_answers(),
            next=given["next"],
            outcome=given["outcome"] if given["kind"] == "end" else "",
        )

    def given_answers(self) -> tuple[Answer, ...]:
        kept = (one for one in self.answers if one.has_changed() or one.initial)
        return tuple(one.answer() for one in kept if not one.cleaned_data.get("DELETE"))


def row_errors(rows: Any, words: str) -> list[str]:
    """What is wrong in the rows of a form, each with its number and its question."""
    found = [
        words % {"number": number, "field": one[name].label, "error": error}
        for number, one in enumerate(rows, start=1)
        for name, errors in one.errors.items()
        if name in one.fields
        for error in errors
    ]
    return found + [str(error) for error in rows.non_form_errors()]


def initial_of(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "kind": step.kind,
        "say": "\n".join(step.say),
        "hint": step.hint,
        "next": step.next,
        "numbers": list(step.numbers),
        "outcome": step.outcome,
    }


def initial_answer(answer: Answer) -> dict[str, Any]:
    names = ("code", "label", "next", "theme", "consent", "schedule", "objection")
    severity = answer.severity if answer.severity in SEVERITIES else ""
    return {name: getattr(answer, name) for name in names} | {"severity": severity}


class ChangeStepForm(StepForm):
    field_order = ("kind", "say", "hint", "numbers", "next", "outcome", "note")

    def edit(self) -> Edit:
        step = self.step(self.before.id if self.before else "")
        known = {answer.code: answer.next for answer in self.before.answers} if self.before else {}
        answers = tuple(
            one if one.next else replace(one, next=known.get(one.code, "")) for one in step.answers
        )
        return PutRow(Part.STEPS, replace(step, answers=answers), step.id)


class AddStepForm(StepForm):
    nowhere = gettext_lazy("the step that comes next until now")
    road = forms.ChoiceField(
        label=gettext_lazy("Where it stands"),
        help_text=gettext_lazy("After this answer. What came next until now comes after it."),
    )
    id = forms.SlugField(
        label=gettext_lazy("Code"), max_length=CODE_LENGTH, required=False, help_text=CODE_HELP
    )
    field_order = ("road", "kind", "say", "hint", "numbers", "next", "outcome", "id", "note")

    def __init__(self, data: Any = None, *, kit: KitContent, **options: Any) -> None:
        super().__init__(data, kit=kit, **options)
        choose_from(
            self,
            "road",
            [(step_name(step), roads_of(step)) for step in kit.script.steps if roads_of(step)],
        )
        self.fields["kind"].initial = "question"

    def edit(self) -> Edit:
        given = self.cleaned_data
        name = given["id"] or slugify(" ".join(given["say"]))[:CODE_LENGTH].rstrip("-")
        from_step, _slash, from_answer = given["road"].partition(ROAD)
        return AddStep(self.step(name), from_step, from_answer)


def roads_of(step: Step) -> Choices:
    """The ways out of a step, one by one."""
    if step.next:
        return [(step.id, _("afterwards"))]
    return [(f"{step.id}{ROAD}{answer.code}", answer.label) for answer in step.answers]


class RemoveStepForm(EditForm):
    instead = forms.ChoiceField(
        label=gettext_lazy("What comes instead"),
        help_text=gettext_lazy("The answers that led to this step lead there."),
    )
    field_order = ("instead", "note")

    def __init__(self, data: Any = None, *, kit: KitContent, before: Step, **options: Any) -> None:
        after = before.next or (before.answers[0].next if before.answers else "")
        super().__init__(data, kit=kit, initial={"instead": after}, **options)
        self.before = before
        choose_from(
            self,
            "instead",
            [(step.id, step_name(step)) for step in kit.script.steps if step.id != before.id],
        )

    def edit(self) -> Edit:
        return RemoveStep(self.before.id, self.cleaned_data["instead"])
