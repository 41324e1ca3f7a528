"""The forms of the desk."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.access import Channel, ToldBy
from entremise.web.resident.forms import EntryForm, RefusalForm
from entremise.web.shell.fields import PhoneField


def figures(width: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": width, "inputmode": "numeric", "autocomplete": "off"})


class PhoneSearch(forms.Form):
    phone = PhoneField(label=_("Number that the person gives"))


class NameSearch(forms.Form):
    """The year finds a name as it is written; the whole date finds it as it sounds."""

    last = forms.CharField(label=_("Name, of birth or of use"), max_length=80)
    first = forms.CharField(label=_("First name"), max_length=80)
    birth_year = forms.IntegerField(
        label=_("Year of birth"), min_value=1900, max_value=2100, widget=figures("w4")
    )
    day = forms.IntegerField(
        label=_("Day"), min_value=1, max_value=31, required=False, widget=figures("w2")
    )
    month = forms.IntegerField(
        label=_("Month"), min_value=1, max_value=12, required=False, widget=figures("w2")
    )

    def clean(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        day, month, year = given.pop("day", None), given.pop("month", None), given.get("birth_year")
        given["born"] = None
        if day and month and year:
            try:
                given["born"] = date(year, month, day)
            except ValueError:
                self.add_error("day", _("This day does not exist."))
        return given


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
    second_phone = PhoneField(label=_("Another phone"), required=False)

    @property
    def numbers(self) -> tuple[str, ...]:
        given = (self.cleaned_data["phone"], self.cleaned_data["second_phone"])
        return tuple(number for number in given if number)


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("How did the person say it?"),
        choices=(
            (Channel.PHONE.value, _("By phone")),
            (Channel.DESK.value, _("At the desk")),
            (Channel.PAPER.value, _("On paper")),
        ),
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )


class DeskRefusalForm(ChannelForm, RefusalForm):
    told_by = forms.ChoiceField(
        label=_("Who speaks?"),
        choices=(
            (ToldBy.PERSON.value, _("The person herself, or in her name with her")),
            (ToldBy.ASSISTANT.value, _("Who assists her: curatelle, or tutelle without more")),
            (ToldBy.GUARDIAN.value, _("Who may decide for her: the judge said so for her person")),
        ),
        widget=forms.RadioSelect,
        initial=ToldBy.PERSON.value,
        required=False,
    )
    field_order = ("scope", "channel", "told_by")

    def clean_told_by(self) -> ToldBy:
        return ToldBy(self.cleaned_data["told_by"] or ToldBy.PERSON)


class GuardianForm(forms.Form):
    """Typed while it is read back: a name never stands in an address."""

    name = forms.CharField(
        label=_("Name that the caller gives"),
        help_text=_("It must be the one of her guardian in her entry."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class DeskEntryForm(EntryForm):
    """The same questions as on the web and on paper, with the consent that was read aloud."""

    is_namesake = forms.BooleanField(
        label=_("It is another person: I asked for the date of birth"), required=False
    )
    agreed = forms.BooleanField(
        label=_("I read this sentence and the person said yes, or the paper is signed"),
        error_messages={"required": _("Without this yes, nothing is noted.")},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        for name in ("phone", "asker_phone"):  # not the clerk's own, as they are on the web
            self.fields[name].widget.attrs["autocomplete"] = "off"
