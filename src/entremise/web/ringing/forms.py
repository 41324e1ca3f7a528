"""What somebody says who rings back: the number she saw and the hour, else her number, else her name."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.commons.vocabulary.access import ObjectionScope
from entremise.outreach.vocabulary.ring_backs import LOOKS_BACK
from entremise.web.phone.forms import SCOPES
from entremise.web.shell.fields import PhoneField, choose_from
from entremise.web.templatetags.shell import phone

TODAY: Final = gettext_lazy("today")


class TimeForm(forms.Form):
    number = forms.ChoiceField(label=gettext_lazy("Which number did she see?"))
    on = forms.TypedChoiceField(label=gettext_lazy("Which day?"), coerce=date.fromisoformat)
    hour = forms.TimeField(
        label=gettext_lazy("About what hour?"),
        help_text=gettext_lazy("A quarter of an hour more or less is enough."),
        widget=forms.TimeInput(attrs={"type": "time", "class": "w10"}),
    )

    def __init__(self, *args: Any, numbers: tuple[str, ...], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "number", [(one, phone(one)) for one in numbers])
        choose_from(self, "on", days_before(at))

    def rang_at(self) -> datetime:
        hour: time = self.cleaned_data["hour"]
        return datetime.combine(self.cleaned_data["on"], hour, get_current_timezone())


def days_before(at: datetime) -> list[tuple[str, str]]:
    """Today, then the days before, as long as calls are looked for."""
    days = [localdate(at) - timedelta(days=number) for number in range(LOOKS_BACK.days + 1)]
    words = [str(TODAY), *(date_format(on, "l j F") for on in days[1:])]
    return [(on.isoformat(), text) for on, text in zip(days, words, strict=True)]


class NumberForm(forms.Form):
    phone = PhoneField(label=gettext_lazy("Her own number"))


class NameForm(forms.Form):
    last = forms.CharField(label=gettext_lazy("Name, of birth or of use"), max_length=80)
    first = forms.CharField(label=gettext_lazy("First name"), max_length=80)
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"),
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(
            attrs={"class": "w4", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )


class StopForm(forms.Form):
    scope = forms.TypedChoiceField(
        label=gettext_lazy("What does she refuse?"),
        help_text=gettext_lazy("Read her choice back. It acts at once, and a letter confirms it."),
        choices=SCOPES,
        coerce=ObjectionScope,
        initial=ObjectionScope.PURPOSE,
        widget=forms.RadioSelect,
    )


class PromiseForm(forms.Form):
    when = forms.ChoiceField(label=gettext_lazy("When?"), widget=forms.RadioSelect)
    who = forms.ChoiceField(
        label=gettext_lazy("By whom?"),
        choices=(("anyone", gettext_lazy("By a colleague")), ("me", gettext_lazy("By me"))),
        initial="anyone",
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )

    def __init__(
        self, *args: Any, slots: tuple[datetime, ...], is_caller: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(slot.isoformat(), date_format(slot, "l j F, G \\h i")) for slot in slots]
        posted = self.data.get("when", "")
        if posted and posted not in dict(choices):
            choices.append((posted, posted))  # offered some minutes ago, as she talked
        choose_from(self, "when", choices)
        self.fields["when"].initial = choices[0][0] if choices else None
        if not is_caller:
            del self.fields["who"]

    def clean_when(self) -> datetime:
        try:
            found = datetime.fromisoformat(self.cleaned_data["when"])
        except ValueError:
            raise ValidationError(_("Choose a moment.")) from None
        if found.tzinfo is None:
            raise ValidationError(_("Choose a moment."))
        return found

    @property
    def is_mine(self) -> bool:
        return self.cleaned_data.get("who") == "me"
