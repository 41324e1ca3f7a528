"""Forms about the associations that work with the desk."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.web.aid.words import MEMBERSHIP_ENDINGS
from entremise.web.shell.fields import DayField


class CandidateForm(forms.Form):
    organization = forms.TypedChoiceField(label=_("Association"), coerce=int)

    def __init__(self, data: object, *, choices: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["organization"] = forms.TypedChoiceField(
            label=_("Association"),
            help_text=_("Missing here? The administrator adds it to the bodies."),
            coerce=int,
            choices=choices,
        )


class MetForm(forms.Form):
    met_on = DayField(label=_("Met on"))

    def clean_met_on(self) -> date | None:
        met_on: date | None = self.cleaned_data["met_on"]
        if met_on is not None and met_on > localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return met_on


class EndMembershipForm(forms.Form):
    ending = forms.ChoiceField(
        label=_("Why does the work end?"),
        choices=[(one.value, words) for one, words in MEMBERSHIP_ENDINGS.items()],
        widget=forms.RadioSelect,
    )
