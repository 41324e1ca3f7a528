"""Forms of what comes before a deletion."""

from datetime import datetime, time
from typing import Final

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.commons.vocabulary.deletions import (
    Answer,
    HoldReason,
    NewAgreement,
    NewHold,
    Visa,
)
from entremise.commons.vocabulary.law import RegisterKind
from entremise.web.gate.standing import ANSWERS
from entremise.web.shell.fields import ComingDayField, DayField
from entremise.web.uses.words import HOLD_REASONS

ENDS_AT: Final = time(20)
AGREED_KINDS: Final[dict[RegisterKind, StrOrPromise]] = {
    RegisterKind.CAMPAIGN: _("campaigns: what was said on calls and in reports"),
    RegisterKind.VOLUNTARY: _("mutual aid: people who ask and offer nothing any more"),
}


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference that the archives wrote"),
        help_text=_("For example: AD 2026-014."),
        max_length=80,
    )
    signed_on = DayField(label=_("Signed on"))


class VisaForm(ReferenceForm):
    answer = forms.ChoiceField(
        label=_("What do the archives answer?"),
        widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in ANSWERS.items()],
    )
    field_order = ("answer", "reference", "signed_on")

    def visa(self) -> Visa:
        given = self.cleaned_data
        return Visa(Answer(given["answer"]), given["reference"], given["signed_on"])


class AgreementForm(ReferenceForm):
    kind = forms.ChoiceField(
        label=_("What may be deleted at its date?"),
        widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in AGREED_KINDS.items()],
    )
    until = ComingDayField(label=_("Holds until"), help_text=_("Five years at most."))
    field_order = ("kind", "reference", "signed_on", "until")

    def new_agreement(self, controller_id: int) -> NewAgreement:
        given = self.cleaned_data
        return NewAgreement(
            controller_id=controller_id,
            kind=RegisterKind(given["kind"]),
            reference=given["reference"],
            signed_on=given["signed_on"],
            until=given["until"],
        )


class HoldForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Because of"),
        widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in HOLD_REASONS.items()],
    )
    words = forms.CharField(
        label=_("In a sentence"),
        help_text=_("The number of the case, never the name of a person."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = ComingDayField(
        label=_("Until"), help_text=_("Six months at most. You may suspend again.")
    )

    def new_hold(self, register_id: int) -> NewHold:
        given = self.cleaned_data
        return NewHold(
            register_id=register_id,
            reason=HoldReason(given["reason"]),
            words=given["words"],
            until=make_aware(datetime.combine(given["until"], ENDS_AT)),
        )
