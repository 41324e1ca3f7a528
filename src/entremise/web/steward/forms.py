"""Forms of the stewards."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.access import NewRegister
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.engines.importing.vocabulary import Column
from entremise.journeys.import_words import COLUMNS
from entremise.web.shell.fields import PhoneField, YesNoField
from entremise.web.steward.words import AGREEABLE, KINDS

DOSSIER = (
    (
        "authorising_act",
        _("Act that names the people allowed to read"),
        _("Number and date of the decree."),
    ),
    ("notice", _("Notice given to the people"), _("Its version and date.")),
    ("impact_assessment", _("Impact assessment (AIPD)"), _("Reference and date.")),
    ("recipients", _("Who receives the data"), _("For example: CCAS, callers under mission.")),
    (
        "retention",
        _("How long entries are kept"),
        _("For example: until death or withdrawal, checked each year."),
    ),
    ("source", _("Where the data come from"), _("Application, file, paper forms.")),
    (
        "agreement",
        _("Agreement between controllers"),
        _("If several bodies share it; else « none »."),
    ),
)


class DossierForm(forms.Form):
    """What a register says of itself; without it no file is imported."""

    def __init__(self, data: object = None, *, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django takes any mapping
        for name, label, hint in DOSSIER:
            self.fields[name] = forms.CharField(label=label, help_text=hint, max_length=300)
        self.fields["legal_opinion"] = forms.CharField(
            label=_("Written legal opinion"),
            help_text=_(
                "Some uses need one: calling people of the alert register outside an alert, telling people of their rights. Who gave it, and when."
            ),
            max_length=200,
            required=False,
        )

    def dossier(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name, _label, _hint in DOSSIER}


class NewRegisterForm(DossierForm):
    """A register and its dossier."""

    kind = forms.ChoiceField(
        label=_("Kind of register"), choices=[(kind.value, words) for kind, words in KINDS.items()]
    )
    agreed = forms.TypedMultipleChoiceField(
        label=_("What people agree to when they enter"),
        help_text=_("For a voluntary list alone: it serves nothing else."),
        choices=[(purpose.value, words) for purpose, words in AGREEABLE.items()],
        coerce=Purpose,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    plain_name = forms.CharField(
        label=_("Name that a resident hears"),
        help_text=_("For example: le registre canicule."),
        max_length=120,
    )
    legal_reference = forms.CharField(label=_("Legal reference"), max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == RegisterKind.VOLUNTARY and not cleaned.get("agreed"):
            self.add_error("agreed", _("Tick what people agree to."))
        return cleaned

    def new_register(
        self, *, controller_id: int, steward_id: int, territory_code: str
    ) -> NewRegister:
        given = self.cleaned_data
        kind = RegisterKind(given["kind"])
        return NewRegister(
            kind=kind,
            title=given["title"],
            plain_name=given["plain_name"],
            controller_id=controller_id,
            steward_id=steward_id,
            territory_code=territory_code,
            legal_reference=given["legal_reference"],
            agreed_purposes=tuple(given["agreed"]) if kind is RegisterKind.VOLUNTARY else (),
            dossier=self.dossier(),
            legal_opinion=given["legal_opinion"],
        )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File of the register"), help_text=_("xlsx, ods or csv, 40 MB at most.")
    )


class MappingForm(forms.Form):
    """What each column holds: one question a column."""

    def __init__(self, data: object, *, heads: Sequence[str], mapping: Sequence[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        for index, (head, column) in enumerate(zip(heads, mapping, strict=True)):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=head or _("Column without head"),
                choices=[(one.value, words) for one, words in COLUMNS.items()],
                initial=column,
            )

    def mapping(self) -> tuple[Column, ...]:
        return tuple(Column(self.cleaned_data[name]) for name in self.fields)


class NumberForm(forms.Form):
    phone = PhoneField(
        label=_("Right number"), required=False, help_text=_("Leave empty if nobody knows it.")
    )
    can_be_called = YesNoField(label=_("Can the person be called again?"))


class DeathForm(forms.Form):
    is_confirmed = YesNoField(
        label=_("Is the death confirmed?"), help_text=_("By the family or the registry office.")
    )
