"""What a lead chooses for a bundle, what is counted when it comes back."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.engines.sheet_codes import SHEETS_AT_MOST
from entremise.outreach.queries.hours import half_day_span, has_calls_between
from entremise.outreach.vocabulary.paper import PRINTED_AHEAD_AT_MOST, BundleCard, NewBundle
from entremise.web.shell.fields import choose_from

HALVES: Final = ((False, _("morning")), (True, _("afternoon")))


class BundleForm(forms.Form):
    caller = forms.TypedChoiceField(label=_("For which caller?"), coerce=int)
    half_day = forms.ChoiceField(
        label=_("For which half-day?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a half-day: nobody calls at other hours.")},
    )
    size = forms.TypedChoiceField(
        label=_("How many people?"),
        choices=[(size, str(size)) for size in range(SHEETS_AT_MOST, 0, -1)],
        coerce=int,
        initial=SHEETS_AT_MOST,
    )

    def __init__(
        self,
        *args: Any,
        campaign_id: int,
        callers: tuple[tuple[int, str], ...],
        at: datetime,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.campaign_id = campaign_id
        halves = half_days(campaign_id, at)
        choose_from(self, "caller", callers)
        choose_from(self, "half_day", halves)
        self.fields["half_day"].initial = halves[0][0] if halves else None

    def bundle(self) -> NewBundle:
        on, half = self.cleaned_data["half_day"].split("/")
        return NewBundle(
            campaign_id=self.campaign_id,
            caller_id=self.cleaned_data["caller"],
            on=date.fromisoformat(on),
            is_afternoon=half == "1",
            size=self.cleaned_data["size"],
        )


def half_days(campaign_id: int, at: datetime) -> tuple[tuple[str, str], ...]:
    """Those of today and the next days in which the campaign calls."""
    today = localdate(at)
    days = [today + timedelta(days=number) for number in range(PRINTED_AHEAD_AT_MOST.days + 1)]
    found = []
    for on in days:
        for is_afternoon, name in HALVES:
            start, end = half_day_span(on=on, is_afternoon=is_afternoon)
            if end > at and has_calls_between(campaign_id=campaign_id, start=start, end=end):
                words = f"{date_format(on, 'l j F')}, {name}"
                found.append((f"{on.isoformat()}/{int(is_afternoon)}", words))
    return tuple(found)


class ReturnForm(forms.Form):
    """Which sheets are there; those left out are missing from now on."""

    positions = forms.TypedMultipleChoiceField(
        label=_("Which sheets came back?"),
        help_text=_("Count them one by one. Take the tick off those that are not there."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, held: BundleCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        out = [one for one in held.sheets if one.state == "OUT"]
        choices = [(one.position, one.code) for one in out]
        choose_from(self, "positions", choices)
        self.fields["positions"].initial = [one.position for one in out]


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What was done"),
        help_text=_(
            "Where it was looked for, whether the person was told, whether the CNIL is told and why. No name."
        ),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpeningForm(forms.Form):
    reason = forms.CharField(
        label=_("Why was the envelope opened?"),
        help_text=_("For example: power cut since 8 p.m., calls from the fixed phones."),
        max_length=200,
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the sheet"),
        help_text=_("At the top right of the sheet, for example C7K-42."),
        max_length=10,
        widget=forms.TextInput(
            attrs={
                "class": "w10",
                "autocomplete": "off",
                "autofocus": True,
                "autocapitalize": "characters",
            }
        ),
    )
