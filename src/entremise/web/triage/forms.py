"""Forms of the orienteurs; choices come from the kit."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.referral.vocabulary.referrals import Answer, AnswerKind, RefusalReason, SentBy
from entremise.referral.vocabulary.reports import Ending, UnmetReason
from entremise.referral.vocabulary.words import ENDINGS, REFUSALS
from entremise.web.shell.fields import DayField, choose_from
from entremise.web.triage.words import (
    ANSWERS,
    SENT_BY,
    SEVERITY_REASONS,
    UNMET,
)

Choices = Iterable[tuple[str, StrOrPromise]]
ANY: tuple[tuple[str, StrOrPromise], ...] = (("", _("All")),)

Key = TypeVar("Key", bound=str)


def choices(
    words: Mapping[Key, StrOrPromise], *, only: Iterable[Key] = ()
) -> list[tuple[str, StrOrPromise]]:
    kept = tuple(only) or tuple(words)
    return [(str(key), words[key]) for key in kept]


class QueueFilters(forms.Form):
    number = forms.CharField(
        label=_("Number"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    severity = forms.ChoiceField(
        label=_("Severity"),
        required=False,
        choices=(*ANY, ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")),
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)

    def __init__(self, data: object, *, themes: Choices, districts: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "theme", [*ANY, *themes])
        choose_from(self, "district", [*ANY, *districts])


class TraceFilters(QueueFilters):
    since = DayField(label=_("From the day"), required=False)
    until = DayField(label=_("Until the day"), required=False)


class SendForm(forms.Form):
    """The message, and how it goes: a service without account has a link, a call or a letter."""

    sent_by = forms.ChoiceField(label=_("How is it sent?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Message to the service"),
        help_text=_("Facts only, 600 signs at most. The name and the number go with it."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: object, *, has_account: bool, text: str) -> None:
        super().__init__(data, initial={"text": text})  # type: ignore[arg-type]  # Django takes any mapping
        only = (SentBy.ACCOUNT,) if has_account else (SentBy.LINK, SentBy.PHONE, SentBy.PAPER)
        field = self.fields["sent_by"]
        field.choices = choices(SENT_BY, only=only)  # type: ignore[attr-defined]  # a choice field
        field.initial = only[0].value


class EndForm(forms.Form):
    ending = forms.ChoiceField(label=_("How does this item end?"), widget=forms.RadioSelect)
    unmet_reason = forms.ChoiceField(
        label=_("Why is there no answer?"),
        required=False,
        choices=[("", _("Choose")), *choices(UNMET)],
    )

    double = forms.RegexField(
        r"^[Rr]-\d{4,9}$",
        label=_("Double of which report?"),
        required=False,
        max_length=12,
        error_messages={"invalid": _("Write its number, for example R-2291.")},
    )

    def __init__(self, data: object, *, item_id: int, endings: Iterable[Ending]) -> None:
        super().__init__(data, auto_id=f"item{item_id}_%s")  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "ending", choices(ENDINGS, only=endings))

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        if given.get("ending") == Ending.UNMET and not given.get("unmet_reason"):
            self.add_error("unmet_reason", _("Say why: it counts for what is missing in the town."))
        return given

    def double_of(self) -> str:
        is_double = self.cleaned_data["ending"] == Ending.DUPLICATE
        return str(self.cleaned_data["double"]).upper() if is_double else ""

    def reason(self) -> UnmetReason | None:
        word = self.cleaned_data["unmet_reason"]
        return UnmetReason(word) if word and self.cleaned_data["ending"] == Ending.UNMET else None


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("One question"),
        help_text=_("Without any name. 200 signs at most."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AcceptForm(forms.Form):
    first_contact_on = DayField(
        label=_("Day of the first contact"), help_text=_("For example 16 7 2026.")
    )

    def clean_first_contact_on(self) -> date:
        day: date = self.cleaned_data["first_contact_on"]
        if day < localdate():
            raise forms.ValidationError(_("This day is past. Choose from today on."))
        return day


class RefuseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=choices(REFUSALS), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        if given.get("reason") == RefusalReason.OTHER and not given.get("text"):
            self.add_error("text", _("Say the reason in a few words."))
        return given


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What was done?"), choices=choices(ANSWERS), widget=forms.RadioSelect
    )
    until = DayField(
        label=_("In progress until"), required=False, help_text=_("If help is in progress.")
    )
    text = forms.CharField(
        label=_("What may be told to the person"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def answer(self) -> Answer:
        return Answer(AnswerKind(self.cleaned_data["kind"]), self.cleaned_data["until"])


class DaysForm(forms.Form):
    since = DayField(label=_("From the day"), required=False)
    until = DayField(label=_("Until the day"), required=False)


class SeverityForm(forms.Form):
    severity = forms.TypedChoiceField(
        label=_("How grave is it now?"),
        coerce=int,
        choices=(
            (1, _("1, danger")),
            (2, _("2, urgent")),
            (3, _("3, important")),
            (4, _("4, to follow")),
        ),
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=choices(SEVERITY_REASONS))


class HandOverForm(forms.Form):
    user_id = forms.TypedChoiceField(label=_("To whom?"), coerce=int)

    def __init__(self, data: object, *, colleagues: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "user_id", [("", _("Choose")), *colleagues])


def speaker_field() -> forms.CharField:
    """Who of the service said it; kept in the trace."""
    return forms.CharField(
        label=_("Who said it, at the service?"),
        help_text=_("For example « the secretary, Mrs Petit »."),
        required=False,
        max_length=40,
    )


class CouponCodeForm(forms.Form):
    coupon = forms.CharField(label=_("Code of the coupon, or number of the report"), max_length=12)
