"""Five questions to ask for help, five to offer it, in the words of somebody who is tired."""

import uuid
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.journeys.ask_for_help import Asked, Offered
from entremise.mutual_aid.vocabulary.common import SLOTS, Spot
from entremise.mutual_aid.vocabulary.needs import Deadline, ForWhom, Urgency, When
from entremise.mutual_aid.vocabulary.offers import Means, OfferKind
from entremise.mutual_aid.vocabulary.wording import MEANS, slot_words
from entremise.people.vocabulary import Address, Contact, Name, Sheet
from entremise.territory.queries import spot_of, spot_of_district
from entremise.web.between.lines import Labels
from entremise.web.shell.fields import DayField, PhoneField, YesNoField

INLINE = {"class": "inline"}
RADII = ((500, "500 m"), (1000, "1 km"), (2000, "2 km"), (5000, "5 km"), (10000, "10 km"))
TODAY, WEEK, BEFORE, WEEKLY = "TODAY", "WEEK", "BEFORE", "WEEKLY"
LANGUAGES = (
    ("fr", _("French")),
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("ta", _("Tamil")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
)


class PersonForm(forms.Form):
    """Who, where, how to answer: asked alike of those who ask and of those who offer."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    street = forms.CharField(
        label=_("Street, with its number if you like"), required=False, max_length=120
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    first_name = forms.CharField(
        label=_("First name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    phone = PhoneField(label=_("Phone"))

    def __init__(self, data: object, *, words: Labels) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "language": "fr"})  # type: ignore[arg-type]  # Django takes any mapping
        self.words = words
        self.fields["district"] = forms.ChoiceField(
            label=_("District"), choices=[("", "–"), *words.districts.items()], required=False
        )

    def clean_district(self) -> str:
        """A street of the town says its district; else one of both is needed."""
        typed: str = self.cleaned_data["district"]
        street = self.cleaned_data.get("street", "")
        found = spot_of(street) if street else None
        if not typed and found is None:
            self.add_error(
                "district",
                _("Choose a district, so that we find somebody near you."),
            )
        return typed or (found.district if found else "")

    def spot(self) -> Spot | None:
        given = self.cleaned_data
        found = spot_of(given["street"]) or spot_of_district(given["district"])
        return None if found is None else Spot(found.lat, found.lon, given["district"])

    def sheet(self, language: str, last_name: str = "") -> Sheet:
        given = self.cleaned_data
        return Sheet(
            name=Name(last=last_name, first=given["first_name"]),
            birth_year=given.get("birth_year"),
            phones=(given["phone"],),
            address=Address(line=given["street"]) if given["street"] else None,
            district=given["district"],
            contact=Contact(language=language),
        )


class WhenForm(forms.Form):
    """For which day."""

    when = forms.ChoiceField(
        label=_("4. For when?"),
        choices=(
            (TODAY, _("Today")),
            (WEEK, _("This week")),
            (BEFORE, _("Before a day")),
            (WEEKLY, _("Each week")),
        ),
        widget=forms.RadioSelect,
    )
    due_on = DayField(label=_("Which day?"), required=False)

    def clean(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        if given.get("when") == BEFORE and "due_on" not in self.errors:
            if given.get("due_on") is None:
                self.add_error("due_on", _("Say which day."))
            elif given["due_on"] < localdate():
                self.add_error("due_on", _("This date is over. Choose today or later."))
        return given

    def moment(self) -> When:
        given = self.cleaned_data
        if given["when"] == TODAY:
            return When(Deadline.ON, localdate())
        if given["when"] == BEFORE:
            return When(Deadline.BEFORE, given["due_on"])
        return When(Deadline.WEEKLY if given["when"] == WEEKLY else Deadline.NONE)


class AskForm(PersonForm, WhenForm):
    category = forms.ChoiceField(label=_("1. What do you need?"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("In your words"),
        help_text=_("Two sentences are enough. No illness, no card number."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    for_whom = forms.ChoiceField(
        label=_("2. For whom?"),
        choices=(
            (ForWhom.SELF.value, _("For me")),
            (ForWhom.OTHER_WHO_AGREES.value, _("For somebody who agrees")),
            (ForWhom.OTHER_IN_DANGER.value, _("For somebody in danger")),
        ),
        widget=forms.RadioSelect,
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    language = forms.ChoiceField(label=_("Language you prefer"), choices=LANGUAGES)
    is_shown = YesNoField(
        label=_("May we show your need to the neighbours who help?"),
        help_text=_("They read what is needed and a distance. Never your name, place or number."),
    )

    def __init__(self, data: object, *, words: Labels) -> None:
        super().__init__(data, words=words)
        self.fields["category"] = forms.ChoiceField(
            label=_("1. What do you need?"),
            choices=list(words.categories.items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Your need is missing. Choose in the list.")},
        )

    def asked(self) -> Asked:
        given = self.cleaned_data
        urgency = {TODAY: Urgency.NOW, WEEK: Urgency.SOON, BEFORE: Urgency.SOON}
        return Asked(
            key=given["key"],
            sheet=self.sheet(given["language"]),
            words=given["said"],
            category=given["category"],
            spot=self.spot(),
            when=self.moment(),
            for_whom=ForWhom(given["for_whom"]),
            urgency=urgency.get(given["when"], Urgency.CALM),
            is_shown=given["is_shown"],
        )


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

    def __init__(self, data: object, *, words: Labels) -> None:
        super().__init__(data, words=words)
        self.fields["categories"] = forms.MultipleChoiceField(
            label=_("1. What do you offer?"),
            choices=list(words.categories.items()),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one kind of help.")},
        )

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
        )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Six letters, for example KTR-MWA."),
        max_length=12,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off"}),
    )
    second = forms.CharField(
        label=_("The last two digits of your phone, or your year of birth"),
        help_text=_("To see more than the state. Left empty, you see the state."),
        required=False,
        max_length=4,
        widget=forms.TextInput(
            attrs={"class": "w4", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
