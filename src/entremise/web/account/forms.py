"""Forms of one's own account."""

from typing import Any, Final

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

ADVICE: Final = _("Twelve signs at least. A sentence is easy to remember.")


class ChangePassword(ChangePasswordForm):
    """The library's own; its advice is a list, which a label cannot hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = ADVICE


class NewPassword(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        help_text=ADVICE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
