"""Questions that helpers, residents and the desk answer alike."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.web.shell.fields import DayField


class PauseForm(forms.Form):
    until = DayField(label=_("Ask me again from"))

    def clean_until(self) -> object:
        until = self.cleaned_data["until"]
        if until is not None and until <= localdate():
            raise forms.ValidationError(_("This date is over. Choose tomorrow or later."))
        return until
