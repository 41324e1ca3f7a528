"""Forms of the calling rules: how often, how long apart, on which days and hours."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entremise.kits.vocabulary import Hours, KitContent
from entremise.kits.vocabulary.edits import Edit, SetCalling
from entremise.kits.vocabulary.reading import data_of
from entremise.web.kits.forms import EditForm, PlainField
from entremise.web.kits.step_forms import row_errors
from entremise.web.kits.words import DAYS

NUMBERS = (
    "tries_per_day",
    "tries_total",
    "spacing_minutes",
    "unreachable_after_tries",
    "unreachable_within_hours",
    "half_days_before_unreachable",
)
CLOCK = {"type": "time", "class": "w10"}


class HoursForm(forms.Form):
    days = forms.MultipleChoiceField(
        label=_("Days"),
        choices=tuple(DAYS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))
    end = forms.TimeField(
        label=_("Until what hour"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )
    only_when = PlainField(
        label=_("Only when"),
        help_text=_("For a Sunday: the written order, or the red alert."),
        max_length=120,
        required=False,
    )

    def hours(self) -> Hours:
        given = self.cleaned_data
        return Hours(tuple(given["days"]), given["start"], given["end"], given["only_when"])


HoursForms = forms.formset_factory(HoursForm, extra=1, can_delete=True, max_num=10)


class CallingForm(EditForm):
    tries_per_day = forms.IntegerField(label=_("Tries a day, at most"), min_value=1)
    tries_total = forms.IntegerField(label=_("Tries in all, at most"), min_value=1)
    spacing_minutes = forms.IntegerField(
        label=_("Minutes between two tries"), min_value=1, max_value=1440
    )
    unreachable_after_tries = forms.IntegerField(
        label=_("Unreachable after so many tries"), min_value=1
    )
    unreachable_within_hours = forms.IntegerField(
        label=_("Within so many hours"), min_value=1, max_value=720
    )
    half_days_before_unreachable = forms.IntegerField(
        label=_("On so many half-days at least"), min_value=1, max_value=20
    )
    field_order = (*NUMBERS, "note")

    def __init__(self, data: Any = None, *, kit: KitContent, **options: Any) -> None:
        calling = kit.calling
        initial = {name: getattr(calling, name) for name in NUMBERS}
        super().__init__(data, kit=kit, initial=initial, **options)
        self.hours = HoursForms(
            data,
            prefix="hours",
            initial=[
                {
                    "days": list(one.days),
                    "start": one.start,
                    "end": one.end,
                    "only_when": one.only_when,
                }
                for one in calling.hours
            ],
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.hours.is_valid():
            words = gettext("Row %(number)d, %(field)s: %(error)s")
            raise ValidationError(row_errors(self.hours, words))
        if not self.given_hours():
            raise ValidationError(_("Keep at least one row of hours."))
        return given

    def given_hours(self) -> tuple[Hours, ...]:
        kept = (one for one in self.hours if one.has_changed() or one.initial)
        return tuple(one.hours() for one in kept if not one.cleaned_data.get("DELETE"))

    def edit(self) -> Edit:
        numbers = {name: self.cleaned_data[name] for name in NUMBERS}
        return SetCalling(numbers | {"hours": data_of(self.given_hours())})
