"""Forms of the desk about a tip."""

from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.mutual_aid.vocabulary.tips import KEPT_AT_MOST
from entremise.web.shell.fields import DayField
from entremise.web.tips.words import ENDINGS


class PublishForm(forms.Form):
    until = DayField(
        label=_("Good until"), help_text=_("Ninety days at most, then somebody checks again.")
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day < localdate():
            raise forms.ValidationError(_("This date is over. Choose today or later."))
        if day > localdate() + KEPT_AT_MOST:
            raise forms.ValidationError(_("A tip is checked again after ninety days at most."))
        return day


class RetireForm(forms.Form):
    ending = forms.ChoiceField(
        label=_("Why?"), choices=[(one.value, words) for one, words in ENDINGS.items()]
    )
