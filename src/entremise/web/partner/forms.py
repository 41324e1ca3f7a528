"""What an association answers."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.wording import OUTCOMES, REFUSAL_REASONS
from entremise.territory.queries import spot_of_district
from entremise.web.aid.forms import TermsForm
from entremise.web.aid.lines import Labels
from entremise.web.asking.person_form import LANGUAGES

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


class GroupOfferForm(TermsForm):
    """What a group offers, and from which district; then when, how far, how many."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    categories = forms.MultipleChoiceField(
        label=_("What do you offer?"), widget=forms.CheckboxSelectMultiple
    )
    district = forms.ChoiceField(label=_("From which district?"))
    languages = forms.MultipleChoiceField(
        label=_("Languages your people speak"),
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("key", "categories", "capacity", "slots", "district", "radius_m")

    def __init__(self, data: object = None, *, words: Labels) -> None:
        super().__init__(data)
        self.initial.update(key=uuid.uuid4(), languages=["fr"])
        self.fields["categories"] = forms.MultipleChoiceField(
            label=_("What do you offer?"),
            choices=list(words.categories.items()),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one kind of help.")},
        )
        self.fields["district"] = forms.ChoiceField(
            label=_("From which district?"), choices=list(words.districts.items())
        )

    def spot(self) -> Spot | None:
        found = spot_of_district(self.cleaned_data["district"])
        return None if found is None else Spot(found.lat, found.lon, found.district)
