"""What a service types before its request opens."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """Six digits, however they are spaced."""

    code = forms.CharField(
        label=_("Code of six digits"),
        help_text=_("It was given to you by phone, or in another mail than the link."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        return re.sub(r"\D", "", self.cleaned_data["code"])
