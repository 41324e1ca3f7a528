"""Forms of the missions."""

from collections.abc import Iterable
from datetime import date, datetime

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Account
from entremise.solidarity.vocabulary.missions import LONGEST_DAYS, NewMission
from entremise.web.shell.fields import DayField, choose_from


class MissionForm(forms.Form):
    helper = forms.ChoiceField(label=_("Who is asked"))
    tasks = forms.CharField(
        label=_("Tasks"),
        help_text=_("What she does for the authority, and where. No name of a person helped."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    act_reference = forms.CharField(
        label=_("Reference of the act"),
        help_text=_("For example: arrêté préfectoral 2026-118."),
        max_length=120,
    )
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("To"), help_text=_("A year at most."))

    def __init__(self, data: object = None, *, helpers: Iterable[Account], at: datetime) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        self.today = localtime(at).date()
        choose_from(self, "helper", [(str(one.user_id), one.display_name) for one in helpers])

    def clean(self) -> None:
        starts_on: date | None = self.cleaned_data.get("starts_on")
        ends_on: date | None = self.cleaned_data.get("ends_on")
        if starts_on is None or ends_on is None:
            return
        if ends_on < max(starts_on, self.today):
            self.add_error("ends_on", gettext("The last day is after the first, and not past."))
        elif (ends_on - starts_on).days > LONGEST_DAYS:
            self.add_error("ends_on", gettext("A mission lasts a year at most."))

    def new_mission(self) -> NewMission:
        given = self.cleaned_data
        return NewMission(
            user_id=int(given["helper"]),
            tasks=given["tasks"],
            act_reference=given["act_reference"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )


class EndForm(forms.Form):
    reason = forms.CharField(label=_("Why does it end early?"), max_length=200)


class CoverForm(forms.Form):
    """The days for which the insurer asks."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
