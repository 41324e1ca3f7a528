"""What a lead types of a visit: the two who go and when, what came of it."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.visits import ENDINGS, VisitEnding, VisitState
from entremise.web.shell.fields import choose_from
from entremise.web.visits.words import ENDINGS as ENDING_WORDS

MINUTES: Final = 15
PREPARES: Final = timedelta(minutes=30)


class MomentForm(forms.Form):
    """A day and an hour to come."""

    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "w10"}, format="%Y-%m-%d"),
    )
    hour = forms.TimeField(
        label=_("Hour"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "w10"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        soon = now + PREPARES
        soon = soon.replace(minute=soon.minute // MINUTES * MINUTES, second=0, microsecond=0)
        self.fields["on"].initial, self.fields["hour"].initial = soon.date(), soon.time()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and self.moment() < self.now - PREPARES:
            self.add_error("on", ValidationError(_("This moment is past.")))
        return cleaned

    def moment(self) -> datetime:
        given = self.cleaned_data
        return datetime.combine(given["on"], given["hour"], get_current_timezone())


class PairForm(MomentForm):
    first = forms.TypedChoiceField(label=_("Who goes"), coerce=int)
    second = forms.TypedChoiceField(label=_("With whom"), coerce=int)
    field_order = ("first", "second", "on", "hour")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            choose_from(self, name, [("", _("Choose")), *people])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and cleaned["first"] == cleaned["second"]:
            self.add_error("second", ValidationError(_("Name somebody else: nobody goes alone.")))
        return cleaned

    def pair(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "first_id": given["first"],
            "second_id": given["second"],
            "go_at": self.moment(),
        }


class AgainForm(MomentForm):
    """When two people go again."""


class EndForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What came of it"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it.")},
    )

    def __init__(self, *args: Any, state: VisitState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = ENDINGS.get(state, frozenset())
        choices = [(one.value, words) for one, words in ENDING_WORDS.items() if one in allowed]
        choose_from(self, "what", choices)

    def ending(self) -> VisitEnding:
        return VisitEnding(self.cleaned_data["what"])
