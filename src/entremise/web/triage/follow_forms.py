"""What is asked later: whether it helped, another day, a second look."""

from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.web.shell.fields import DayField
from entremise.web.triage.forms import choices
from entremise.web.triage.words import CHECK_ANSWERS, VERDICTS


class CheckForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("What does the person say?"),
        choices=choices(CHECK_ANSWERS),
        widget=forms.RadioSelect,
    )


class LaterForm(forms.Form):
    on = DayField(label=_("Ask her on this day"))

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < localdate():
            raise forms.ValidationError(_("This day is past. Choose from today on."))
        return day


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Was it right to pass it on without consent?"),
        choices=choices(VERDICTS),
        widget=forms.RadioSelect,
    )
