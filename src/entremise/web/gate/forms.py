"""Forms of the gate."""

from datetime import datetime, time

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.uses import GateVerdict, NewOpinion, OpinionVerdict, Verdict
from entremise.web.shell.fields import DayField
from entremise.web.uses.words import OPINIONS, VERDICTS

VOTE_ENDS_AT = time(20)
USUAL_DAYS = 90


class OpinionForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your opinion"),
        widget=forms.RadioSelect,
        choices=[(verdict.value, words) for verdict, words in OPINIONS.items()],
    )
    text = forms.CharField(
        label=_("Written opinion"), widget=forms.Textarea(attrs={"rows": 6}), max_length=8000
    )

    def new_opinion(self) -> NewOpinion:
        given = self.cleaned_data
        return NewOpinion(OpinionVerdict(given["verdict"]), given["text"])


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[(verdict.value, words) for verdict, words in VERDICTS.items()],
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Needed to return or refuse, and to decide against the opinion."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=8000,
    )

    def new_verdict(self) -> Verdict:
        given = self.cleaned_data
        return Verdict(GateVerdict(given["verdict"]), given["reasons"])


class SummaryForm(forms.Form):
    summary = forms.CharField(
        label=_("Summary that everybody may read"),
        help_text=_("One page, plain words: what is asked, why, what else was considered."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=8000,
    )


class OpenVoteForm(forms.Form):
    closes_on = DayField(
        label=_("Last day of the vote"), help_text=_("Until eight in the evening.")
    )

    @property
    def closes_at(self) -> datetime:
        return make_aware(datetime.combine(self.cleaned_data["closes_on"], VOTE_ENDS_AT))


class CountForm(forms.Form):
    conditions = forms.CharField(
        label=_("Conditions that the colleges set"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    minutes = forms.CharField(
        label=_("Minutes"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=8000,
    )


class SignExportForm(forms.Form):
    """What cannot be undone is said once more, in the words of who signs."""

    is_checked = forms.BooleanField(
        label=_("I checked the act, the recipient and her key by another channel"),
        help_text=_("A call to a number that you know. A file that has left does not come back."),
    )


class RefuseExportForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason of the refusal"),
        help_text=_("The steward and the data protection officer read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class FindCopyForm(forms.Form):
    line = forms.CharField(
        label=_("Mark at the start of the line"),
        help_text=_("For example: 17-9F03AC."),
        max_length=40,
    )


class PeriodForm(forms.Form):
    period = forms.TypedChoiceField(
        label=_("Pairs of the last"),
        coerce=int,
        choices=((30, _("30 days")), (90, _("90 days")), (365, _("12 months"))),
        initial=USUAL_DAYS,
    )

    def days(self) -> int:
        return int(self.cleaned_data["period"]) if self.is_valid() else USUAL_DAYS
