"""Forms of helpers."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.common import SLOTS
from entremise.mutual_aid.vocabulary.matching import Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.offers import OfferCard, Terms
from entremise.mutual_aid.vocabulary.wording import OUTCOMES, REFUSAL_REASONS, slot_words
from entremise.web.shell.fields import ComingDayField

DISTANCES = ((500, "500 m"), (1000, "1 km"), (2000, "2 km"), (5000, "5 km"), (10000, "10 km"))
MOST_AT_ONCE = 50
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


class TermsForm(forms.Form):
    """When, how far, how many, until which day: for a helper's offer and for a group's."""

    radius_m = forms.TypedChoiceField(label=_("As far as"), coerce=int, choices=DISTANCES)
    capacity = forms.IntegerField(
        label=_("How many people at once?"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=forms.TextInput(attrs={"class": "w2", "inputmode": "numeric"}),
    )
    slots = forms.MultipleChoiceField(
        label=_("When? (none chosen: any moment)"),
        required=False,
        choices=[(slot, slot_words(slot)) for slot in SLOTS],
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    until = ComingDayField(label=_("Until which day? (empty: no end)"), required=False)

    def __init__(self, data: object = None, *, offer: OfferCard | None = None) -> None:
        super().__init__(data, initial=terms_of(offer))  # type: ignore[arg-type]  # Django takes any mapping
        known = [metres for metres, _name in DISTANCES]
        if offer is not None and offer.radius_m not in known:
            mine = (offer.radius_m, f"{offer.radius_m} m")
            self.fields["radius_m"] = forms.TypedChoiceField(
                label=_("As far as"), coerce=int, choices=sorted([mine, *DISTANCES])
            )

    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(
            slots=tuple(given["slots"]),
            radius_m=given["radius_m"],
            capacity=given["capacity"],
            until=given["until"],
        )


def terms_of(offer: OfferCard | None) -> dict[str, object]:
    if offer is None:
        return {"capacity": 1, "radius_m": 2000}
    return {
        "radius_m": offer.radius_m,
        "capacity": offer.capacity,
        "slots": list(offer.slots),
        "until": offer.until,
    }


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
