"""What an association answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.wording import OUTCOMES, REFUSAL_REASONS

WHY_NOT = (
    RefusalReason.NOT_FREE,
    RefusalReason.TOO_FAR,
    RefusalReason.NOT_SUITED,
    RefusalReason.ALREADY_BUSY,
    RefusalReason.OTHER,
)


class RefuseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not this time?"),
        choices=[(one.value, REFUSAL_REASONS[one]) for one in WHY_NOT],
        widget=forms.RadioSelect,
    )


class TellForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(one.value, words) for one, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
    )
