"""Who, where, how to answer: what those who ask and those who offer are asked alike, and the further questions."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import host_organization
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.people.vocabulary import Address, Contact, Name, Sheet, ThirdParty
from entremise.territory.queries import commune_outside, spot_of, spot_of_district
from entremise.web.aid.forms import channel_field
from entremise.web.aid.lines import Labels
from entremise.web.shell.fields import OwnPhoneField
from entremise.web.templatetags.shell import phone as spoken

INLINE = {"class": "inline"}
QUANTITY, OTHER, DANGER = "quantity", "other", "danger"  # further questions
QUANTITY_AT_MOST: Final = 500
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
ASKER: Final[dict[str, StrOrPromise]] = {
    "asker_name": _("Say who you are: we ring you too."),
    "asker_tie": _("Say who you are for this person."),
    "asker_phone": _("Say where we reach you."),
}
REQUIRED: Final[dict[str, dict[str, StrOrPromise]]] = {
    QUANTITY: {"quantity": _("Say how many.")},
    OTHER: {
        "agreed_how": _("Say how this person said yes."),
        "agreed_on": _("Say which day this person said yes."),
        **ASKER,
    },
    DANGER: {"said": _("Say in a sentence what you saw, and when."), **ASKER},
}


def town_phone() -> str:
    host = host_organization()
    return "" if host is None else spoken(host.phone)


class PersonForm(forms.Form):
    """Who, where, how to answer: asked alike of those who ask and of those who offer."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    more = forms.CharField(required=False, widget=forms.HiddenInput)  # further questions shown
    street = forms.CharField(
        label=_("Street, with its number if you like"), required=False, max_length=120
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    first_name = forms.CharField(
        label=_("First name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    phone = OwnPhoneField(label=_("Phone"))
    channel = channel_field()
    quantity = forms.IntegerField(
        label=_("How many?"),
        help_text=_("Meals, or things. A number is enough."),
        required=False,
        min_value=1,
        max_value=QUANTITY_AT_MOST,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )

    def __init__(
        self, data: object, *, words: Labels, counted: frozenset[str], start: Mapping[str, object]
    ) -> None:
        initial = {"key": uuid.uuid4(), "language": "fr"} | dict(start)
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django takes any mapping
        self.words, self.counted = words, counted
        self.fields["district"] = forms.ChoiceField(
            label=_("District"), choices=[("", "–"), *words.districts.items()], required=False
        )
        self.require(one for one in self.wanted() if not self.is_bound or one in self.shown())

    def is_counted(self) -> bool:
        """Whether what is chosen is counted."""
        raise NotImplementedError

    def wanted(self) -> tuple[str, ...]:
        """The further questions that the answers call for."""
        return (QUANTITY,) if self.is_counted() else ()

    def shown(self) -> set[str]:
        return {question for typed in self.chosen("more") for question in typed.split()}

    def chosen(self, name: str) -> list[str]:
        """What is chosen so far, before anything is judged; a bound field would keep its first choices."""
        if isinstance(self.data, QueryDict) and self.is_bound:
            return self.data.getlist(name)
        start = self.initial.get(name) or []
        return list(start) if isinstance(start, list) else [str(start)]

    def asks_more(self) -> bool:
        """Whether a further question was not on the page that was sent."""
        return self.is_bound and not set(self.wanted()) <= self.shown()

    def clean_street(self) -> str:
        street: str = self.cleaned_data["street"]
        host = host_organization()
        away = commune_outside(street, territory=host.territory_code) if host else ""
        if away:
            raise ValidationError(
                _(
                    "This address is outside our territory (%(away)s). Ring that town hall, or us: %(number)s. We look with you."
                ),
                params={"away": away, "number": town_phone()},
            )
        return street

    def clean_district(self) -> str:
        """A street of the town says its district; else one of both is needed, the street where no district has a name."""
        typed: str = self.cleaned_data["district"]
        street = self.cleaned_data.get("street", "")
        found = spot_of(street) if street else None
        if typed or found or "street" in self.errors:
            return typed or (found.district if found else "")
        if self.words.districts:
            self.add_error(
                "district",
                _("Choose a district, so that we find somebody near you."),
            )
        elif not street:
            self.add_error("street", _("Write your street, so that we find somebody near you."))
        return ""

    def clean(self) -> dict[str, Any]:
        self.require(self.wanted())
        return dict(super().clean() or {})

    def require(self, questions: Iterable[str]) -> None:
        for question in questions:
            for name, words in REQUIRED[question].items():
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = words

    def count(self) -> int:
        return int(self.cleaned_data.get("quantity") or 0) if self.is_counted() else 0

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
            contact=Contact(language=language, preferred_channel=given["channel"]),
            third_parties=self.askers(),
        )

    def askers(self) -> tuple[ThirdParty, ...]:
        return ()
