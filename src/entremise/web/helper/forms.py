"""Forms of helpers."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.matching import Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.wording import OUTCOMES, REFUSAL_REASONS

WHY_NOT = (
    RefusalReason.NOT_FREE,
    RefusalReason.TOO_FAR,
    RefusalReason.NOT_SUITED,
    RefusalReason.ALREADY_BUSY,
    RefusalReason.OTHER,
)
TOLD = tuple(one for one in Outcome if one is not Outcome.HELPER_ABSENT)


class WhyNotForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not this time?"),
        help_text=_("No blame: it helps us ask you what suits you."),
        choices=[(one.value, REFUSAL_REASONS[one]) for one in WHY_NOT],
        widget=forms.RadioSelect,
    )


class TellForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(one.value, OUTCOMES[one]) for one in TOLD],
        widget=forms.RadioSelect,
    )


class NearForm(forms.Form):
    category = forms.ChoiceField(label=_("What"), required=False)
    radius = forms.TypedChoiceField(
        label=_("As far as"),
        required=False,
        coerce=int,
        choices=((0, _("my own distance")), (1000, "1 km"), (3000, "3 km"), (10000, "10 km")),
    )

    def __init__(self, data: object, *, categories: Sequence[tuple[str, StrOrPromise]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["category"] = forms.ChoiceField(
            label=_("What"), required=False, choices=[("", _("All")), *categories]
        )
