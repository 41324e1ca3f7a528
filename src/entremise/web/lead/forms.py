"""What a lead types: a campaign, its registers, callers, shifts, reasons."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.origin import Origin
from entremise.outreach.vocabulary.campaigns import Level, NewCaller, NewCampaign
from entremise.solidarity.vocabulary.shifts import LASTS_AT_MOST, NewShift
from entremise.web.lead.words import LEVELS, PURPOSES
from entremise.web.phone.languages import LANGUAGES
from entremise.web.shell.fields import PhoneField, TitleField, choose_from, day_begins, day_ends

DAY_WIDGET: Final = {"type": "date", "class": "w10"}
HOUR_WIDGET: Final = {"type": "time", "class": "w10"}


class CampaignForm(forms.Form):
    kit = forms.TypedChoiceField(
        label=_("Which content?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a content.")},
    )
    title = TitleField(
        label=_("Name of the campaign"),
        max_length=100,
        error_messages={"required": _("Give the campaign a name.")},
    )
    purpose = forms.ChoiceField(
        label=_("What are the calls for?"),
        choices=tuple(PURPOSES.items()),
        initial=Purpose.ALERT_CALL,
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs=DAY_WIDGET, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs=DAY_WIDGET, format="%Y-%m-%d")
    )
    switchboard = PhoneField(
        label=_("Number to give and to show"),
        help_text=_("A landline that somebody answers."),
    )

    def __init__(
        self,
        *args: Any,
        kits: tuple[tuple[int, str], ...],
        is_taken: Callable[[str], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_taken = is_taken
        choose_from(self, "kit", kits)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if self.is_taken(title):
            raise ValidationError(
                _("A campaign has this name already. Add the year or the district.")
            )
        return title

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError(_("The last day comes after the first.")))
        return cleaned

    def campaign(self, *, organization_id: int, territory_code: str) -> NewCampaign:
        given = self.cleaned_data
        return NewCampaign(
            title=given["title"],
            kit_version_id=given["kit"],
            purpose=Purpose(given["purpose"]),
            organization_id=organization_id,
            territory_code=territory_code,
            sources=(),
            switchboard=given["switchboard"],
            starts_at=day_begins(given["starts_on"]),
            ends_at=day_ends(given["ends_on"]),
        )


class RegistersForm(forms.Form):
    sources = forms.TypedMultipleChoiceField(
        label=_("Registers to call from"),
        help_text=_("Only those that an act or a decision in force opens."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one register at least.")},
    )

    def __init__(
        self, *args: Any, registers: tuple[tuple[int, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "sources", registers)


class CallerForm(forms.Form):
    user = forms.TypedChoiceField(label=_("Who"), coerce=int)
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        choices=tuple((int(level), name) for level, name in LEVELS.items()),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=tuple(LANGUAGES.items()),
        initial=["fr"],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )

    def __init__(self, *args: Any, people: tuple[tuple[int, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "user", people)

    def caller(self) -> NewCaller:
        given = self.cleaned_data
        return NewCaller(given["user"], Level(given["level"]), tuple(given["languages"]))


class OrienteurForm(forms.Form):
    """Who answers what is reported during a shift."""

    orienteur = forms.TypedChoiceField(
        label=_("Orienteur within reach"),
        help_text=_("Calls begin only with one: somebody answers what is reported."),
        coerce=int,
        error_messages={"required": _("Choose who is within reach.")},
    )

    def __init__(self, *args: Any, orienteurs: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "orienteur", orienteurs)


class ShiftForm(OrienteurForm):
    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs=DAY_WIDGET, format="%Y-%m-%d"),
        error_messages={"required": _("Write the day.")},
    )
    start = forms.TimeField(
        label=_("From"),
        widget=forms.TimeInput(attrs=HOUR_WIDGET),
        error_messages={"required": _("Write the hour of the beginning.")},
    )
    end = forms.TimeField(
        label=_("To"),
        widget=forms.TimeInput(attrs=HOUR_WIDGET),
        error_messages={"required": _("Write the hour of the end.")},
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=200, initial=12)
    days = forms.IntegerField(
        label=_("On how many days in a row"), min_value=1, max_value=31, initial=1
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError(_("This day is past. Write a day to come."))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"start", "end"} <= cleaned.keys():
            return cleaned
        lasts = span(cleaned["start"], cleaned["end"])
        if not lasts:
            self.add_error("end", _("The end comes after the beginning."))
        elif lasts > LASTS_AT_MOST:
            self.add_error("end", _("A shift lasts three hours at most."))
        return cleaned

    def shifts(self, campaign_id: int) -> tuple[NewShift, ...]:
        given = self.cleaned_data
        days = (given["on"] + timedelta(days=offset) for offset in range(given["days"]))
        return tuple(
            NewShift(
                origin=Origin("CAMPAIGN", campaign_id),
                starts_at=local(day, given["start"]),
                ends_at=local(day, given["start"]) + span(given["start"], given["end"]),
                seats=given["seats"],
                place=given["place"],
                orienteur_id=given["orienteur"],
            )
            for day in days
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        error_messages={"required": _("Write why: callers read it, and it stays in the trace.")},
    )


def span(start: time, end: time) -> timedelta:
    """From one hour to the other, over midnight where it must: a flood keeps callers up."""
    day = date(2026, 1, 5)
    return (datetime.combine(day, end) - datetime.combine(day, start)) % timedelta(days=1)


def local(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, get_current_timezone())
