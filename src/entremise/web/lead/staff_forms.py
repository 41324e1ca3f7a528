"""What a lead types of an engagement: consent, admission, a level learnt elsewhere, reasons."""

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.web.lead.forms import DAY_WIDGET
from entremise.web.phone.joining import EngagementForm
from entremise.web.shell.fields import choose_from

Choices = tuple[tuple[int, str], ...]


class EntryForm(EngagementForm):
    """A lead enrols somebody who has an account."""

    user = forms.TypedChoiceField(label=_("Who"), coerce=int)
    field_order = ("user", "kind")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "user", people)


class ConsentForm(forms.Form):
    manager_name = forms.CharField(
        label=_("Manager who agreed"),
        max_length=120,
        error_messages={"required": _("Write who agreed.")},
    )
    consented_on = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput(attrs=DAY_WIDGET, format="%Y-%m-%d"),
        error_messages={"required": _("Write the day.")},
    )

    def clean_consented_on(self) -> date:
        on: date = self.cleaned_data["consented_on"]
        if on > localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return on


class AdmitForm(forms.Form):
    referent = forms.TypedChoiceField(
        label=_("Referent who accompanies her"), coerce=int, required=False, empty_value=None
    )
    campaign = forms.TypedChoiceField(
        label=_("Campaign that opens with her first level"),
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(self, *args: Any, referents: Choices, campaigns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("None yet"))
        choose_from(self, "referent", (none, *referents))
        choose_from(self, "campaign", (none, *campaigns))


class SentenceForm(forms.Form):
    """One reason, read by the person concerned, kept in the trace."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("She reads it."),
        error_messages={"required": _("Write why in one sentence.")},
    )


class ElsewhereForm(SentenceForm):
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        error_messages={"required": _("Choose a level.")},
    )
    field_order = ("level", "reason")

    def __init__(self, *args: Any, levels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "level", levels)


class OpinionForm(forms.Form):
    words = forms.CharField(
        label=_("Who gave it, and what it says"),
        max_length=200,
        error_messages={"required": _("Write who gave the opinion.")},
    )
