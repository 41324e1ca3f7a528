"""Asking for a file with names: for whom, why, which fields, and the key that will open it."""

from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entremise.commons.operations.exports import REASON_AT_LEAST
from entremise.commons.vocabulary.exports import NewExport
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.ask_for_names import Exportable
from entremise.journeys.export_names import is_public_key
from entremise.web.uses.words import GROUPS


class ExportForm(forms.Form):
    recipient = forms.CharField(
        label=_("For whom"),
        help_text=_(
            "The body and the office. Each person in the file reads this in her own trace."
        ),
        max_length=160,
    )
    act_reference = forms.CharField(
        label=_("Act or agreement"),
        help_text=_("The prefect's request, or the agreement with the body: reference and date."),
        max_length=200,
    )
    reason = forms.CharField(
        label=_("Why these people leave with their names"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=REASON_AT_LEAST,
        max_length=2000,
    )
    groups = forms.MultipleChoiceField(
        label=_("Fields that leave"),
        help_text=_("Only what the recipient needs. The second person sees this list."),
        widget=forms.CheckboxSelectMultiple,
    )
    recipient_key = forms.CharField(
        label=_("Public key of the recipient"),
        help_text=_("It begins with age1. She makes it once; help stands below."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: object = None, *, groups: Collection[FieldGroup]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        field = self.fields["groups"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(group.value, GROUPS[group]) for group in groups]
        field.initial = [FieldGroup.NAME.value]

    def clean_recipient_key(self) -> str:
        key: str = self.cleaned_data["recipient_key"].strip()
        if not is_public_key(key):
            raise ValidationError(
                _("This is not a public key. It begins with age1 and has 62 characters.")
            )
        return key

    def new_export(self, source: Exportable) -> NewExport:
        given = self.cleaned_data
        return NewExport(
            purpose=source.purpose,
            registers=(source.register_id,),
            groups=frozenset(FieldGroup(group) for group in given["groups"]),
            reason=given["reason"],
            act_reference=given["act_reference"],
            recipient=given["recipient"],
            recipient_key=given["recipient_key"],
        )
