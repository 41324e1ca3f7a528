"""Forms of a theme, a category of help and a message; each knows the edit that it asks for."""

from typing import Any, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from entremise.kits.vocabulary import HelpCategory, KitContent, Message, Theme
from entremise.kits.vocabulary.codes import MINIMUM_AGES, THEMATIQUES
from entremise.kits.vocabulary.edits import Edit, Part, PutRow, Row, row_key
from entremise.web.kits.words import AUDIENCES, CHANNELS, CREDENTIALS
from entremise.web.shell.fields import choose_from

STRAIGHT: Final = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
CODE_LENGTH: Final = 40
CODE_HELP: Final = _("Leave empty: it is made from the name.")


class PlainField(forms.CharField):
    """A text kept with straight apostrophes and plain spaces: the pages do the typography."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(value) or "").translate(STRAIGHT).strip()


class LinesField(PlainField):
    """Several lines, one idea each."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def clean(self, value: object) -> Any:
        return tuple(filter(None, (line.strip() for line in super().clean(value).splitlines())))


class EditForm(forms.Form):
    """What every edit has: why the content changes."""

    note = PlainField(
        label=_("Why this change"),
        max_length=200,
        help_text=_("One sentence, for those who read the versions later."),
        error_messages={"required": _("Write why: it stays in the list of versions.")},
    )

    def __init__(self, data: Any = None, *, kit: KitContent, **options: Any) -> None:
        super().__init__(data, **options)
        self.kit = kit

    def edit(self) -> Edit:
        """The edit that was asked for, once the form is valid."""
        raise NotImplementedError


class RowForm(EditForm):
    """A row to add, or to change: then its code stays, since others name it."""

    part: Part
    fixed: tuple[str, ...] = ("code",)

    def __init__(self, data: Any = None, *, before: Row | None = None, **options: Any) -> None:
        super().__init__(data, initial=self.initial_of(before) if before else None, **options)
        self.before = before
        if before is not None:
            for name in self.fixed:
                del self.fields[name]

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {name: shown(getattr(row, name)) for name in row.__dataclass_fields__}

    def edit(self) -> Edit:
        return PutRow(self.part, self.row(), row_key(self.before) if self.before else "")

    def row(self) -> Row:
        raise NotImplementedError

    def stays(self, name: str) -> str:
        """What was chosen when the row was added, or is chosen now."""
        return str(self.initial[name] if self.before else self.cleaned_data[name])

    def code_from(self, label: str, start: str = "") -> str:
        if self.before:
            return str(self.initial["code"])
        code = self.cleaned_data["code"] or slugify(label)
        return (code if code.startswith(start) else f"{start}{code}")[:CODE_LENGTH].rstrip("-")


def shown(value: object) -> object:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else value


class ThemeForm(RowForm):
    part = Part.THEMES
    label = PlainField(label=_("Name"), max_length=80)
    code = forms.SlugField(
        label=_("Code"), max_length=CODE_LENGTH, required=False, help_text=CODE_HELP
    )
    thematique = forms.ChoiceField(
        label=_("National code"),
        choices=(("", _("None: a local theme")), *((one, one) for one in THEMATIQUES)),
        required=False,
    )
    answered_by = LinesField(
        label=_("Who answers"), help_text=_("One kind of service a line, the first one first.")
    )
    field_order = ("label", "code", "thematique", "answered_by", "note")

    def row(self) -> Theme:
        given, national = self.cleaned_data, self.cleaned_data["thematique"]
        return Theme(
            code=self.code_from(given["label"], "" if national else "x-"),
            label=given["label"],
            answered_by=given["answered_by"],
            thematique=national,
            local=not national,
        )


class CategoryForm(RowForm):
    part = Part.HELP_CATEGORIES
    label = PlainField(label=_("Name"), max_length=80)
    code = forms.SlugField(
        label=_("Code"), max_length=CODE_LENGTH, required=False, help_text=CODE_HELP
    )
    kind = forms.ChoiceField(label=_("What it answers"))
    rule = PlainField(label=_("The one rule of this help"), max_length=200)
    credential = forms.ChoiceField(
        label=_("What the helper must show"), choices=tuple(CREDENTIALS.items())
    )
    minimum_age = forms.TypedChoiceField(
        label=_("Age, at least"), coerce=int, choices=tuple((age, str(age)) for age in MINIMUM_AGES)
    )
    money = forms.BooleanField(label=_("Money may change hands"), required=False)
    counted = forms.BooleanField(label=_("« How many? » is asked"), required=False)
    field_order = (
        "label",
        "code",
        "kind",
        "rule",
        "credential",
        "minimum_age",
        "money",
        "counted",
        "note",
    )

    def __init__(self, data: Any = None, *, kit: KitContent, **options: Any) -> None:
        super().__init__(data, kit=kit, **options)
        local = [(theme.code, theme.label) for theme in kit.themes if theme.local]
        national = [(code, code) for code in THEMATIQUES]
        choose_from(
            self,
            "kind",
            [
                (_("Local themes"), local),
                (_("National codes"), national),
            ],
        )

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return RowForm.initial_of(row) | {"kind": row.local or row.thematique}

    def row(self) -> HelpCategory:
        given = self.cleaned_data
        is_national = given["kind"] in THEMATIQUES
        return HelpCategory(
            code=self.code_from(given["label"]),
            label=given["label"],
            money=given["money"],
            credential=given["credential"],
            minimum_age=given["minimum_age"],
            rule=given["rule"],
            thematique=given["kind"] if is_national else "",
            local="" if is_national else given["kind"],
            counted=given["counted"],
        )


class MessageForm(RowForm):
    part = Part.MESSAGES
    fixed = ("code", "channel")
    code = forms.SlugField(
        label=_("Code"),
        max_length=CODE_LENGTH,
        help_text=_("The same code in all channels, and in all contents."),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=tuple(CHANNELS.items()))
    audience = forms.ChoiceField(label=_("For whom"), choices=tuple(AUDIENCES.items()))
    subject = PlainField(label=_("Subject of the mail"), max_length=120, required=False)
    text = LinesField(
        label=_("Text"),
        rows=8,
        help_text=_("One idea a line. A text message has one line of 160 signs at most."),
    )
    field_order = ("code", "channel", "audience", "subject", "text", "note")

    def row(self) -> Message:
        given = self.cleaned_data
        return Message(
            code=self.stays("code"),
            channel=self.stays("channel"),
            audience=given["audience"],
            text=given["text"],
            subject=given["subject"],
        )
