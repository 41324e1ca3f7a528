"""What people type about actions: what they look for, their age, an action, its slots, a code."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from entremise.people.queries import person_with_code
from entremise.solidarity.vocabulary.actions import (
    PRESENCES,
    ActionKind,
    Filters,
    Given,
    NewAction,
    NewSlot,
    PlaceCard,
    PlaceState,
)
from entremise.web.actions.words import KINDS, PLACES, district_names
from entremise.web.shell.fields import PhoneField, choose_from

DAY: Final = {"type": "date", "class": "w10"}
HOUR: Final = {"type": "time", "class": "w10"}
AGES: Final = (
    ("18", _("I am 18 or older")),
    ("16", _("I am 16 or 17")),
    ("0", _("I am younger than 16")),
)
REPEATS: Final = (
    ("", _("Once")),
    ("FREQ=DAILY", _("Each day")),
    ("FREQ=WEEKLY", _("Each week")),
    ("FREQ=WEEKLY;INTERVAL=2", _("Every other week")),
    ("FREQ=MONTHLY", _("Each month, same date")),
)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


class SearchForm(forms.Form):
    district = forms.ChoiceField(label=_("District"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=(("", _("All")), *KINDS.items())
    )
    on = forms.DateField(label=_("Day"), required=False, widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = (("", _("All")), *district_names().items())
        choose_from(self, "district", named)

    def filters(self) -> Filters:
        """What was understood; a filter that says nothing sensible is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(given.get("district", ""), given.get("kind", ""), given.get("on"))


class BookingForm(forms.Form):
    age = forms.TypedChoiceField(
        label=_("How old are you?"),
        coerce=int,
        choices=AGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how old you are.")},
    )
    wait = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, minimum_age: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minimum_age = minimum_age

    def clean_age(self) -> int:
        age: int = self.cleaned_data["age"]
        if age < self.minimum_age:
            raise ValidationError(
                _("This action is for people of %(age)d and older. Ring us: we look for another."),
                params={"age": self.minimum_age},
            )
        return age


class ActionForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind?"), choices=tuple(KINDS.items()))
    title = forms.CharField(
        label=_("Name of the action"),
        max_length=100,
        error_messages={"required": _("Give the action a name.")},
    )
    text = forms.CharField(
        label=_("What will people do?"),
        help_text=_("Three short sentences. Never the name of a person who is helped."),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence what people will do.")},
    )
    place = forms.CharField(
        label=_("Where do we meet?"),
        max_length=160,
        error_messages={"required": _("Write the place where people meet.")},
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    phone = PhoneField(
        label=_("Number to ring"),
        help_text=_("Somebody answers it on the day of the action."),
        error_messages={"required": _("Write a number that somebody answers.")},
    )
    bring = forms.CharField(label=_("What to bring"), max_length=200, required=False)
    minimum_age = forms.TypedChoiceField(
        label=_("From which age?"),
        coerce=int,
        choices=((18, _("18 and older")), (16, _("16 and older"))),
        initial=18,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = (("", _("Everywhere")), *district_names().items())
        choose_from(self, "district", named)

    def action(self) -> NewAction:
        given = self.cleaned_data
        return NewAction(**given | {"kind": ActionKind(given["kind"])})


class SlotForm(forms.Form):
    on = forms.DateField(
        label=_("Day"), widget=day_input(), error_messages={"required": _("Write the day.")}
    )
    start = forms.TimeField(
        label=_("From"),
        widget=forms.TimeInput(attrs=HOUR, format="%H:%M"),
        error_messages={"required": _("Write the hour of the beginning.")},
    )
    end = forms.TimeField(
        label=_("To"),
        widget=forms.TimeInput(attrs=HOUR, format="%H:%M"),
        error_messages={"required": _("Write the hour of the end.")},
    )
    task = forms.CharField(
        label=_("Task"),
        help_text=_("For example « welcome » or « carrying ». Empty: everybody does everything."),
        max_length=60,
        required=False,
    )
    seats = forms.IntegerField(label=_("Places"), min_value=1, max_value=500, initial=6)
    repeat = forms.ChoiceField(label=_("Repeat"), choices=REPEATS, required=False)
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Last day of the series, when it is repeated."),
        required=False,
        widget=day_input(),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError(_("This day is past. Write a day to come."))
        return on

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"start", "end"} <= given.keys() and given["end"] <= given["start"]:
            self.add_error("end", _("The end comes after the beginning."))
        if given.get("repeat") and "until" in given and "on" in given:
            until = given["until"]
            if until is None:
                self.add_error("until", _("Write the last day of the series."))
            elif until < given["on"]:
                self.add_error("until", _("The last day comes after the first."))
        return given

    def slot(self) -> NewSlot:
        given = self.cleaned_data
        last = given["until"]
        rule = f"{given['repeat']};UNTIL={last:%Y%m%d}T235959" if given["repeat"] else ""
        return NewSlot(
            starts_at=local(given["on"], given["start"]),
            ends_at=local(given["on"], given["end"]),
            seats=given["seats"],
            task=given["task"],
            rule=rule,
        )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it on the page of the action."),
        max_length=200,
        error_messages={"required": _("Say why: people had arranged to come.")},
    )


class PersonForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the person"),
        help_text=_("It stands on her page at the desk, like P-K7M2XQ."),
        max_length=12,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off"}),
        error_messages={"required": _("Write the code of the person.")},
    )
    age = forms.TypedChoiceField(
        label=_("How old is she?"),
        coerce=int,
        choices=((18, _("18 and older")), (16, _("16 or 17"))),
        initial=18,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip().upper()
        self.person = person_with_code(code)
        if self.person is None:
            raise ValidationError(_("Nobody has this code. Read it again with the person."))
        return str(code)


class PresenceForm(forms.Form):
    """One line a place; nothing is chosen before somebody says it."""

    def __init__(
        self, *args: Any, places: Iterable[PlaceCard], names: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for one in places:
            self.fields[f"place{one.place_id}"] = forms.ChoiceField(
                label=names[one.place_id],
                choices=[(state, PLACES[state]) for state in PRESENCES],
                initial=one.state if one.state in PRESENCES else None,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "inline"}),
            )

    def presences(self) -> dict[int, PlaceState]:
        return {
            int(name.removeprefix("place")): PlaceState(state)
            for name, state in self.cleaned_data.items()
            if state
        }


class CertificateForm(forms.Form):
    organization = forms.TypedChoiceField(
        label=_("Time given with"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose with whom.")},
    )
    since = forms.DateField(label=_("From"), widget=day_input())
    until = forms.DateField(label=_("To"), widget=day_input())

    def __init__(
        self, *args: Any, given: tuple[Given, ...], names: dict[int, str], **kwargs: Any
    ) -> None:
        if given:
            first, last = min(one.first_on for one in given), max(one.last_on for one in given)
            alone = given[0].organization_id if len(given) == 1 else None
            kwargs.setdefault("initial", {"organization": alone, "since": first, "until": last})
        super().__init__(*args, **kwargs)
        choices = [(one.organization_id, names[one.organization_id]) for one in given]
        choose_from(self, "organization", choices)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"since", "until"} <= given.keys() and given["until"] < given["since"]:
            self.add_error("until", _("The last day comes after the first."))
        return given


class CheckForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the certificate"),
        help_text=_("Ten letters and digits, printed at the bottom."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off"}),
        error_messages={"required": _("Write the code of the certificate.")},
    )
    name = forms.CharField(
        label=_("First and last name on the certificate"),
        help_text=_("We say whether it is the same. We never show the name."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def local(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, get_current_timezone())
