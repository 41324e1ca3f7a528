"""What a caller types: how a call ends, a promise, a refusal, a difficulty, the end of a shift."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.access import ObjectionScope
from entremise.outreach.vocabulary.calls import Closing, HandBackReason, Outcome
from entremise.outreach.vocabulary.thread import NOTE_AT_MOST, SavedStep
from entremise.web.phone.languages import LANGUAGES
from entremise.web.shell.fields import choose_from

HAND_BACK: Final = (
    (HandBackReason.KNOWS_PERSON, _("I know this person")),
    (HandBackReason.LANGUAGE, _("Another language is needed")),
    (HandBackReason.TOO_HARD, _("Too hard for me")),
    (HandBackReason.SHIFT_ENDS, _("My shift ends")),
    (HandBackReason.INCONSISTENT, _("The sheet makes no sense")),
)
SCOPES: Final = (
    (ObjectionScope.CAMPAIGN, _("This campaign: no more call of this campaign")),
    (ObjectionScope.PURPOSE, _("All calls of this kind: no more call of this kind")),
    (ObjectionScope.ALL, _("Every use of the data: no more call, even during an alert")),
)
OTHER_MOMENT: Final = ("other", _("At another moment, written below"))
DIRECT: Final = (
    Outcome.SPOKEN_WELL,
    Outcome.NO_ANSWER,
    Outcome.BUSY,
    Outcome.VOICEMAIL,
    Outcome.CUT_OFF,
    Outcome.CALL_BACK,  # where two people go instead
    Outcome.NOT_TODAY,
    Outcome.WRONG_NUMBER,
    Outcome.OUT_OF_SERVICE,
    Outcome.MINOR_ALONE,
    Outcome.EMERGENCY,
)


class TokenForm(forms.Form):
    """The token of the hold: it fences what comes too late."""

    token = forms.IntegerField(widget=forms.HiddenInput)


class NoteField(forms.CharField):
    """A text over several lines, counted as the browser counts it: an end of line is one sign."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class StepForm(TokenForm):
    """One step of the thread: an answer, a note, difficulties heard."""

    step = forms.CharField(max_length=40, required=False)
    answer = forms.CharField(max_length=40, required=False)
    note = NoteField(max_length=NOTE_AT_MOST, required=False)
    themes = forms.MultipleChoiceField(required=False)
    drop = forms.CharField(max_length=40, required=False)

    def __init__(self, *args: Any, themes: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "themes", [(code, code) for code in themes])

    def saved(self) -> SavedStep:
        has_note = "note" in self.data
        return SavedStep(
            step=self.cleaned_data["step"],
            answer=self.cleaned_data["answer"],
            note=self.cleaned_data["note"] if has_note else None,
            themes=tuple(self.cleaned_data["themes"]),
            dropped=self.cleaned_data["drop"],
        )


class WishForm(forms.Form):
    """What was promised in the talk, carried by the page that ends it."""

    weekly = forms.BooleanField(required=False, widget=forms.HiddenInput)
    visit = forms.BooleanField(required=False, widget=forms.HiddenInput)
    correction = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def with_wishes(self, closing: Closing) -> Closing:
        given = self.cleaned_data
        return replace(
            closing,
            is_weekly=given["weekly"],
            asks_visit=given["visit"],
            asks_correction=given["correction"],
        )


class OutcomeForm(StepForm, WishForm):
    outcome = forms.ChoiceField(choices=[(one, one) for one in DIRECT])

    def closing(self) -> Closing:
        return self.with_wishes(Closing(outcome=Outcome(self.cleaned_data["outcome"])))


class HandBackForm(TokenForm):
    reason = forms.ChoiceField(
        label=_("Hand this person back without calling"),
        help_text=_("She goes to somebody else. You will not meet her again."),
        choices=HAND_BACK,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you hand her back.")},
    )


class CallbackForm(TokenForm):
    """When to call back, and who: today, tomorrow, or a day and an hour."""

    when = forms.ChoiceField(label=_("When?"), widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("Another day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w10"}),
    )
    hour = forms.TimeField(
        label=_("At what hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "w10"}),
    )
    who = forms.ChoiceField(
        label=_("By whom?"),
        choices=(("me", _("By me")), ("anyone", _("By a colleague"))),
        initial="me",
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    has_spoken = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        slots: tuple[datetime, ...],
        slot_after: Callable[[datetime], datetime | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.slot_after = slot_after
        posted = moment_of(self.data.get("when", ""))  # offered some minutes ago, as she talked
        offered = sorted({*slots, posted} - {None}) if posted else slots
        choices = [*((slot.isoformat(), spoken(slot)) for slot in offered), OTHER_MOMENT]
        choose_from(self, "when", choices)
        self.fields["when"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        is_other = cleaned["when"] == OTHER_MOMENT[0]
        if is_other and not (cleaned["on"] and cleaned["hour"]):
            missing = "hour" if cleaned["on"] else "on"
            self.add_error(missing, _("Write the day and the hour that were promised."))
            return cleaned
        self.check_hours("hour" if is_other else "when", self.promised())
        return cleaned

    def check_hours(self, field: str, wished: datetime) -> None:
        """Outside the hours, the nearest moment is told: it can be promised while she is on the line."""
        nearest = self.slot_after(wished)
        if nearest is None:
            self.add_error(field, _("The campaign is over by then. Choose an earlier day."))
        elif nearest != wished:
            words = _("Nobody calls at that moment. The nearest one is %(moment)s.")
            self.add_error(field, words % {"moment": spoken(nearest)})

    def closing(self) -> Closing:
        has_spoken = self.cleaned_data["has_spoken"]
        return Closing(
            outcome=Outcome.SPOKEN_WELL if has_spoken else Outcome.CALL_BACK,
            callback_at=self.promised(),
            is_mine=self.cleaned_data["who"] == "me",
        )

    def promised(self) -> datetime:
        moment = moment_of(self.cleaned_data["when"])
        return moment or local(self.cleaned_data["on"], self.cleaned_data["hour"])


class ObjectionForm(TokenForm):
    scope = forms.ChoiceField(
        label=_("What does she refuse?"),
        help_text=_("Read her choice back. It acts at once, and a letter confirms it."),
        choices=SCOPES,
        initial=ObjectionScope.PURPOSE,
        widget=forms.RadioSelect,
    )


class LanguageForm(TokenForm):
    language = forms.ChoiceField(
        label=_("Which language does she speak?"),
        choices=tuple((code, name) for code, name in LANGUAGES.items() if code != "fr"),
    )

    def closing(self) -> Closing:
        return Closing(outcome=Outcome.LANGUAGE, language=self.cleaned_data["language"])


class AwayForm(TokenForm):
    until = forms.DateField(
        label=_("From which day may she be called again?"),
        help_text=_("If nobody knows, say in seven days."),
        widget=forms.DateInput(attrs={"type": "date", "class": "w10"}),
    )

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= localtime().date():
            raise ValidationError(_("This day is past. Write a day to come."))
        return until

    def closing(self) -> Closing:
        return Closing(outcome=Outcome.AWAY, away_until=local(self.cleaned_data["until"], time(9)))


class WordsForm(forms.Form):
    """A few words, by herself."""

    words = NoteField(
        label=_("In a few words"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words.")},
    )


def moment_of(text: str) -> datetime | None:
    """A moment as the page wrote it; none when it is something else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def spoken(moment: datetime) -> str:
    """« jeudi 16 juillet, 15 h 00 »."""
    return date_format(localtime(moment), "l j F, G \\h i")


def local(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, get_current_timezone())
