"""The forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.access import Channel
from entremise.web.resident.forms import EntryForm, RefusalForm
from entremise.web.shell.fields import PhoneField


class PhoneSearch(forms.Form):
    phone = PhoneField(label=_("Number that the person gives"))


class NameSearch(forms.Form):
    last = forms.CharField(label=_("Name, of birth or of use"), max_length=80)
    first = forms.CharField(label=_("First name"), max_length=80)
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )


class CodeForm(forms.Form):
    word = forms.CharField(
        label=_("A word that the person chooses"),
        help_text=_("Left empty, the date of birth will be asked."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off"}),
    )


class NumberForm(forms.Form):
    phone = PhoneField(label=_("The right number"))


class DeskRefusalForm(RefusalForm):
    channel = forms.ChoiceField(
        label=_("How did the person say it?"),
        choices=(
            (Channel.PHONE.value, _("By phone")),
            (Channel.DESK.value, _("At the desk")),
            (Channel.PAPER.value, _("On paper")),
        ),
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )


class DeskEntryForm(EntryForm):
    """The same questions as on the web and on paper, with the consent that was read aloud."""

    agreed = forms.BooleanField(
        label=_("I read this sentence and the person said yes, or the paper is signed"),
        error_messages={"required": _("Without this yes, nothing is noted.")},
    )
