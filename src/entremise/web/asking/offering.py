"""Five questions to offer help; « how many? » only for what is counted."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.journeys.ask_for_help import Offered
from entremise.mutual_aid.vocabulary.common import SLOTS
from entremise.mutual_aid.vocabulary.offers import Means, OfferKind
from entremise.mutual_aid.vocabulary.wording import MEANS, slot_words
from entremise.web.aid.forms import RADII
from entremise.web.aid.lines import Labels
from entremise.web.asking.person_form import INLINE, LANGUAGES, PersonForm


class OfferForm(PersonForm):
    categories = forms.MultipleChoiceField(
        label=_("1. What do you offer?"), widget=forms.CheckboxSelectMultiple
    )
    said = forms.CharField(
        label=_("Something else, or more, in a sentence"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    radius_m = forms.TypedChoiceField(
        label=_("As far as"),
        coerce=int,
        choices=RADII,
    )
    kind = forms.ChoiceField(
        label=_("3. How often?"),
        choices=(
            (OfferKind.STANDING.value, _("Regularly")),
            (OfferKind.ONCE.value, _("Once")),
            (OfferKind.GOODS.value, _("Things or meals to give")),
        ),
        widget=forms.RadioSelect(attrs=INLINE),
    )
    slots = forms.MultipleChoiceField(
        label=_("When? (none chosen: any moment)"),
        required=False,
        choices=[(slot, slot_words(slot)) for slot in SLOTS],
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    capacity = forms.TypedChoiceField(
        label=_("How many people at once?"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)]
    )
    means = forms.MultipleChoiceField(
        label=_("4. How do you move?"),
        required=False,
        choices=[(one.value, words) for one, words in MEANS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    last_name = forms.CharField(
        label=_("Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    age = forms.ChoiceField(
        label=_("Your age"),
        choices=(("ADULT", _("18 or more")), ("MINOR", _("16 or 17"))),
        widget=forms.RadioSelect(attrs=INLINE),
    )

    def __init__(
        self, data: object, *, words: Labels, counted: frozenset[str], start: Mapping[str, object]
    ) -> None:
        super().__init__(data, words=words, counted=counted, start=start)
        self.fields["categories"] = forms.MultipleChoiceField(
            label=_("1. What do you offer?"),
            choices=list(words.categories.items()),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one kind of help.")},
        )

    def is_counted(self) -> bool:
        is_given = OfferKind.GOODS in self.chosen("kind")
        return is_given or not self.counted.isdisjoint(self.chosen("categories"))

    def offered(self) -> Offered:
        given = self.cleaned_data
        languages = tuple(given["languages"])
        return Offered(
            key=given["key"],
            sheet=self.sheet(languages[0], given["last_name"]),
            words=given["said"],
            kind=OfferKind(given["kind"]),
            categories=tuple(given["categories"]),
            spot=self.spot(),
            radius_m=given["radius_m"],
            capacity=given["capacity"],
            languages=languages,
            means=tuple(Means(one) for one in given["means"]),
            slots=tuple(given["slots"]),
            is_minor=given["age"] == "MINOR",
            quantity=self.count(),
        )
