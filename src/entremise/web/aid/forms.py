"""Questions that helpers, residents and the desk answer alike."""

from typing import Final

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.mutual_aid.vocabulary.common import SLOTS
from entremise.mutual_aid.vocabulary.offers import OfferCard, Terms
from entremise.mutual_aid.vocabulary.wording import slot_words
from entremise.people.vocabulary import PreferredChannel
from entremise.web.aid.lines import distance_said
from entremise.web.phone.wording import CHANNELS
from entremise.web.shell.fields import ComingDayField, DayField, choose_from

RADII: Final = tuple((metres, distance_said(metres)) for metres in (500, 1000, 2000, 5000, 10000))
MOST_AT_ONCE: Final = 50


def channel_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How do we reach you best?"),
        choices=[(one.value, words) for one, words in CHANNELS.items()],
        coerce=PreferredChannel,
        initial=PreferredChannel.VOICE,
        required=False,
        empty_value=PreferredChannel.VOICE,
    )


class PauseForm(forms.Form):
    until = DayField(label=_("Ask me again from"))

    def clean_until(self) -> object:
        until = self.cleaned_data["until"]
        if until is not None and until <= localdate():
            raise forms.ValidationError(_("This date is over. Choose tomorrow or later."))
        return until


def slots_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("When? (none chosen: any moment)"),
        required=False,
        choices=[(slot, slot_words(slot)) for slot in SLOTS],
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )


class TermsForm(forms.Form):
    """When, how far, how many, until which day an offer holds: of a helper, a group, or somebody with her code."""

    radius_m = forms.TypedChoiceField(label=_("As far as"), coerce=int, choices=RADII)
    capacity = forms.IntegerField(
        label=_("How many people at once?"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=forms.TextInput(attrs={"class": "w2", "inputmode": "numeric"}),
    )
    slots = slots_field()
    until = ComingDayField(label=_("Until which day? (empty: no end)"), required=False)

    def __init__(self, data: object = None, *, offer: OfferCard | None = None) -> None:
        super().__init__(data, initial=terms_of(offer))  # type: ignore[arg-type]  # Django takes any mapping
        self.active_count = 0 if offer is None else offer.active_count
        if offer is not None:
            mine = (offer.radius_m, distance_said(offer.radius_m))
            choose_from(self, "radius_m", sorted({mine, *RADII}))

    def clean_capacity(self) -> int:
        count: int = self.cleaned_data["capacity"]
        if count < self.active_count:
            raise forms.ValidationError(
                _("You help %(count)d people now. Ring us to stop for one of them."),
                params={"count": self.active_count},
            )
        return count

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
