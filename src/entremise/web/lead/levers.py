"""The levers of « Will we finish in time? », asked in the address: each result can be kept, shared, printed."""

from collections.abc import Mapping
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.journeys.plan_campaign import Levers, Planned

HOURS_AT_MOST: Final = 5000
TRIES_AT_MOST: Final = 12
ORIENTEURS_AT_MOST: Final = 200


class LeversForm(forms.Form):
    more_hours = forms.IntegerField(
        label=_("More hours of seats, each week"),
        help_text=_("A shift of three hours with ten seats is thirty hours."),
        min_value=0,
        max_value=HOURS_AT_MOST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    seats = forms.ChoiceField(
        label=_("Which seats count?"),
        choices=(("all", _("All that are open")), ("taken", _("Only those that somebody took"))),
        required=False,
    )
    tries = forms.IntegerField(
        label=_("Tries for each person, at most"),
        min_value=1,
        max_value=TRIES_AT_MOST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    until = forms.DateField(
        label=_("To be done by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w10"}, format="%Y-%m-%d"),
    )
    orienteurs = forms.IntegerField(
        label=_("Orienteurs, full time"),
        min_value=0,
        max_value=ORIENTEURS_AT_MOST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )

    @classmethod
    def is_asked(cls, given: Mapping[str, object]) -> bool:
        return any(name in given for name in cls.base_fields)

    def levers(self) -> Levers:
        """What is moved; nothing is, where the form is not sent or wrong."""
        if not self.is_valid():
            return Levers()
        given = self.cleaned_data
        return Levers(
            more_hours=given["more_hours"] or 0,
            is_taken_only=given["seats"] == "taken",
            tries=given["tries"],
            until=given["until"],
            orienteurs=given["orienteurs"],
        )

    def show(self, planned: Planned) -> None:
        """Fields that were not moved show how things stand."""
        self.initial = {
            "more_hours": 0,
            "seats": "all",
            "tries": planned.plan.tries,
            "until": planned.last,
            "orienteurs": planned.orienteurs,
        }
