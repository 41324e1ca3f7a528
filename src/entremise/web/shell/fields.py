"""Fields that forgive: a phone with spaces, a day in three boxes, yes or no as two choices."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Final

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from entremise.engines.numbering import parsed
from entremise.engines.titles import Sign, sign_of_somebody

LONGEST_KEY: Final = 19  # digits of the last number that a row can have
NAMES_NOBODY: Final = {
    Sign.NUMBER: _("This looks like a phone number. A title is read by everybody: take it out."),
    Sign.MAIL: _("This looks like a mail address. A title is read by everybody: take it out."),
    Sign.NAME: _("This looks like somebody's name. A title is read by everybody: take it out."),
}
YEARS: Final = range(1900, 2101)  # « 40 » is nobody's year of birth
# Reserved for fiction: the library takes it as not existing, the demonstration uses it.
FICTION: Final = re.compile(r"^\+3363998\d{4}$")
KEPT: Final = re.compile(r"^\+33\d{9}$")


class PhoneField(forms.CharField):
    """A French or foreign number, with any spaces or points, as `+33199001200`; most are somebody else's than who types."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "w10"})

    def clean(self, value: object) -> str:
        typed = super().clean(value)
        return number_of(typed) if typed else ""

    def prepare_value(self, value: object) -> object:
        """A number that is kept is shown as people write it; what is typed stays as it was."""
        if not KEPT.match(str(value)):
            return value
        kept = phonenumbers.parse(str(value))
        return phonenumbers.format_number(kept, phonenumbers.PhoneNumberFormat.NATIONAL)


class OwnPhoneField(PhoneField):
    """The number of whoever types it: the browser may give it (WCAG 1.3.5)."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "w10"})


def number_of(typed: str) -> str:
    """The number in international form; errors say what is missing."""
    digits = re.sub(r"\D", "", typed)
    try:
        number = parsed(typed)
    except phonenumbers.NumberParseException:
        raise ValidationError(_("Write the ten digits, for example 01 99 00 12 00.")) from None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if phonenumbers.is_valid_number(number) or FICTION.match(written):
        return written
    if typed.strip().startswith(("0", "+33")) and len(digits) != 10:
        count = len(digits)
        raise ValidationError(
            _("This number has %(count)d digits. Ten are needed, for example 01 99 00 12 00."),
            params={"count": count},
        )
    raise ValidationError(
        _("This number does not exist. For a foreign one, add the country, like +351.")
    )


def key_in(text: str) -> int | None:
    """The key of a row in what was sent; none when no row can have it."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_KEY else None


def choose_from(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """What may be chosen in a field of a form, known when the form is made."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)


class TitleField(forms.CharField):
    """A title that everybody reads, in clear: it names nobody and holds no way to reach anybody."""

    def clean(self, value: object) -> str:
        typed: str = super().clean(value)
        sign = sign_of_somebody(typed)
        if sign is not None:
            raise ValidationError(NAMES_NOBODY[sign])
        return typed


class DayWidget(forms.MultiWidget):
    """Day, month and year in three boxes."""

    parts = (("day", "w2", 2), ("month", "w2", 2), ("year", "w4", 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(attrs={"class": css, "inputmode": "numeric", "maxlength": size})
            for name, css, size in self.parts
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [None, None, None] if value is None else [value.day, value.month, value.year]


class HiddenDayWidget(DayWidget):
    """The same three boxes out of sight: a day is carried from page to page as it was typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets = [forms.HiddenInput(box.attrs) for box in self.widgets]


def day_begins(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def day_ends(day: date) -> datetime:
    """Its last moment: shown as a day, an end is still that day."""
    return make_aware(datetime.combine(day, time.max))


class DayField(forms.MultiValueField):
    """A day; the error says which part is missing or impossible."""

    widget = DayWidget
    hidden_widget = HiddenDayWidget

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        boxes = (
            forms.CharField(required=False),
            forms.CharField(required=False),
            forms.CharField(required=False),
        )
        super().__init__(boxes, required=required, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> date | None:
        if not any(data_list):
            return None
        try:
            day, month, year = (int(part) for part in data_list)
            found = date(year, month, day)
        except (ValueError, OverflowError):
            found = None
        if found is None or found.year not in YEARS:
            raise ValidationError(_("The date is not clear. Write for example 14 7 2026."))
        return found


class YesNoField(forms.TypedChoiceField):
    """Two visible choices rather than one box to tick."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.RadioSelect(attrs={"class": "inline"}))
        options.setdefault("empty_value", None)
        super().__init__(
            choices=(("yes", _("Yes")), ("no", _("No"))),
            coerce=lambda answer: answer == "yes",
            **options,
        )


class ComingDayField(DayField):
    """Today or later: what is over cannot be done."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value < localdate():
            raise forms.ValidationError(_("This date is over. Choose today or later."))
