"""Editing a row of a content: a theme, a help category, a step, a message; and the calling rules."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entremise.kits.vocabulary import (
    STEP_KINDS,
    Answer,
    CallingRules,
    HelpCategory,
    KitContent,
    Message,
    Step,
    Theme,
)

SEPARATOR: Final = " | "
CREDENTIALS: Final = (
    ("none", _("Nothing")),
    ("met_in_person", _("Met in person")),
    ("signed_confidentiality", _("Signed confidentiality")),
    ("driving_licence", _("Driving licence")),
    ("minors_check", _("Check for work with minors")),
)
LINES: Final = forms.Textarea(attrs={"rows": 4})


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class RowForm(forms.Form):
    """What all rows have: why the content changes."""

    note = forms.CharField(
        label=_("Why this change"),
        max_length=200,
        error_messages={"required": _("Write why: it stays in the list of versions.")},
    )


class ThemeForm(RowForm):
    code = forms.SlugField(label=_("Code"), max_length=40)
    label = forms.CharField(label=_("Name"), max_length=80)
    thematique = forms.CharField(
        label=_("National code"),
        help_text=_("Of data·inclusion. Leave empty for a local theme, whose code begins with x-."),
        max_length=120,
        required=False,
    )
    answered_by = forms.CharField(label=_("Who answers, one a line"), widget=LINES)
    field_order = ("code", "label", "thematique", "answered_by", "note")

    def row(self) -> Theme:
        given = self.cleaned_data
        return Theme(
            code=given["code"],
            label=given["label"],
            answered_by=lines_of(given["answered_by"]),
            thematique=given["thematique"],
            local=not given["thematique"],
        )

    @staticmethod
    def initial_of(row: Theme) -> dict[str, Any]:
        return {
            "code": row.code,
            "label": row.label,
            "thematique": row.thematique,
            "answered_by": "\n".join(row.answered_by),
        }


class CategoryForm(RowForm):
    code = forms.SlugField(label=_("Code"), max_length=40)
    label = forms.CharField(label=_("Name"), max_length=80)
    thematique = forms.CharField(label=_("National code"), max_length=120, required=False)
    local = forms.CharField(label=_("Or the code of a local theme"), max_length=40, required=False)
    money = forms.BooleanField(label=_("Money may change hands"), required=False)
    credential = forms.ChoiceField(label=_("What the helper must show"), choices=CREDENTIALS)
    minimum_age = forms.TypedChoiceField(
        label=_("Age, at least"), coerce=int, choices=((16, "16"), (18, "18"))
    )
    rule = forms.CharField(label=_("The one rule of this help"), max_length=200)
    field_order = (
        "code",
        "label",
        "thematique",
        "local",
        "money",
        "credential",
        "minimum_age",
        "rule",
        "note",
    )

    def row(self) -> HelpCategory:
        given = {name: value for name, value in self.cleaned_data.items() if name != "note"}
        return HelpCategory(**given)

    @staticmethod
    def initial_of(row: HelpCategory) -> dict[str, Any]:
        return {name: getattr(row, name) for name in CategoryForm.field_order if name != "note"}


class MessageForm(RowForm):
    code = forms.SlugField(label=_("Code"), max_length=40)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=(("sms", _("Text message")), ("mail", _("Mail")), ("letter", _("Letter"))),
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=(
            ("person", _("The person")),
            ("volunteer", _("A volunteer")),
            ("service", _("A service")),
        ),
    )
    subject = forms.CharField(label=_("Subject of the mail"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Text, one idea a line"),
        help_text=_("A text message has one line of 160 signs at most."),
        widget=LINES,
    )
    field_order = ("code", "channel", "audience", "subject", "text", "note")

    def row(self) -> Message:
        given = self.cleaned_data
        return Message(
            code=given["code"],
            channel=given["channel"],
            audience=given["audience"],
            text=lines_of(given["text"]),
            subject=given["subject"],
        )

    @staticmethod
    def initial_of(row: Message) -> dict[str, Any]:
        return {
            "code": row.code,
            "channel": row.channel,
            "audience": row.audience,
            "subject": row.subject,
            "text": "\n".join(row.text),
        }


class StepForm(RowForm):
    """Answers are written one a line: code | label | next step; what an answer opens stays as it is."""

    id = forms.SlugField(label=_("Code"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=tuple((kind, kind) for kind in STEP_KINDS))
    say = forms.CharField(label=_("Sentences to say, one a line"), widget=LINES)
    hint = forms.CharField(label=_("Advice to the caller"), max_length=300, required=False)
    answers = forms.CharField(
        label=_("Answers, one a line: code | label | next step"), widget=LINES, required=False
    )
    next = forms.CharField(
        label=_("Next step where there is no choice"), max_length=40, required=False
    )
    outcome = forms.CharField(label=_("Outcome, at an end"), max_length=40, required=False)
    field_order = ("id", "kind", "say", "hint", "answers", "next", "outcome", "note")

    known: Step | None = None

    def clean_answers(self) -> tuple[Answer, ...]:
        kept = {answer.code: answer for answer in (self.known.answers if self.known else ())}
        return tuple(answer_of(line, kept) for line in lines_of(self.cleaned_data["answers"]))

    def row(self) -> Step:
        given = self.cleaned_data
        return Step(
            id=given["id"],
            kind=given["kind"],
            say=lines_of(given["say"]),
            hint=given["hint"],
            record=self.known.record if self.known else "",
            numbers=self.known.numbers if self.known else (),
            answers=given["answers"],
            next=given["next"],
            outcome=given["outcome"],
        )

    @staticmethod
    def initial_of(row: Step) -> dict[str, Any]:
        answers = (SEPARATOR.join((one.code, one.label, one.next)) for one in row.answers)
        return {
            "id": row.id,
            "kind": row.kind,
            "say": "\n".join(row.say),
            "hint": row.hint,
            "answers": "\n".join(answers),
            "next": row.next,
            "outcome": row.outcome,
        }


def answer_of(line: str, kept: dict[str, Answer]) -> Answer:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not all(parts):
        raise ValidationError(
            _("Write three parts: code | label | next step. Not clear: %(line)s"),
            params={"line": line},
        )
    code, label, target = parts
    known = kept.get(code)
    if known is None:
        return Answer(code=code, label=label, next=target)
    return Answer(
        code=code,
        label=label,
        next=target,
        theme=known.theme,
        severity=known.severity,
        consent=known.consent,
        schedule=known.schedule,
        objection=known.objection,
        send=known.send,
    )


class CallingForm(RowForm):
    tries_per_day = forms.IntegerField(label=_("Tries a day, at most"), min_value=1, max_value=6)
    tries_total = forms.IntegerField(label=_("Tries in all, at most"), min_value=1, max_value=20)
    spacing_minutes = forms.IntegerField(
        label=_("Minutes between two tries"), min_value=20, max_value=1440
    )
    unreachable_after_tries = forms.IntegerField(
        label=_("Unreachable after so many tries"), min_value=1, max_value=20
    )
    unreachable_within_hours = forms.IntegerField(
        label=_("Within so many hours"), min_value=1, max_value=720
    )
    half_days_before_unreachable = forms.IntegerField(
        label=_("On so many half-days at least"), min_value=1, max_value=10
    )
    field_order = (
        "tries_per_day",
        "tries_total",
        "spacing_minutes",
        "unreachable_after_tries",
        "unreachable_within_hours",
        "half_days_before_unreachable",
        "note",
    )

    def values(self) -> dict[str, int]:
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}

    @staticmethod
    def initial_of(rules: CallingRules) -> dict[str, Any]:
        return {name: getattr(rules, name) for name in CallingForm.field_order if name != "note"}


EditedForm = ThemeForm | CategoryForm | StepForm | MessageForm
Row = Theme | HelpCategory | Step | Message


def rows_of(kit: KitContent, part: str) -> tuple[Row, ...]:
    """The rows of one list of a content, by the word in the address."""
    found: dict[str, tuple[Row, ...]] = {
        "themes": kit.themes,
        "aides": kit.help_categories,
        "etapes": kit.script.steps,
        "messages": kit.messages,
    }
    return found[part]
