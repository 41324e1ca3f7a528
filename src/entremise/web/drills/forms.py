"""What is typed in an exercise."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.drills import SIZE_LEAST, SIZE_MOST, DrillOutcome
from entremise.web.drills.words import OUTCOMES, PLACES, SEVERITIES
from entremise.web.shell.fields import TitleField


class DrillForm(forms.Form):
    title = TitleField(
        label=_("Name of the drill"),
        max_length=120,
        error_messages={"required": _("Give the drill a name.")},
    )
    size = forms.IntegerField(
        label=_("Invented people to call"),
        help_text=_("About twelve for each caller and hour."),
        min_value=SIZE_LEAST,
        max_value=SIZE_MOST,
        initial=60,
        widget=forms.NumberInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=tuple(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of the call.")},
    )
    severity = forms.TypedChoiceField(
        label=_("If it is a difficulty: how grave?"),
        choices=(("", _("choose")), *SEVERITIES),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") != DrillOutcome.DIFFICULTY:
            given["severity"] = None
        elif given.get("severity") is None:
            self.add_error("severity", ValidationError(_("Say how grave the difficulty is.")))
        return given


class PlaceForm(forms.Form):
    place = forms.ChoiceField(
        label=_("Who should have it?"), choices=(("", _("choose")), *PLACES.items())
    )
