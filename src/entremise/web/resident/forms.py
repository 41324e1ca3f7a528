"""The forms of residents; the entry form is the same on the web, on paper and at the desk."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.accounts.queries import host_organization
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.people.vocabulary import (
    Address,
    Contact,
    Name,
    Sheet,
    Situation,
    ThirdParty,
    Title,
)
from entremise.territory.queries import district_index, districts, place
from entremise.web.resident.words import SCOPES
from entremise.web.shell.fields import DayField, OwnPhoneField, PhoneField, YesNoField

QUALITIES = (
    ("65 ans ou plus", gettext_lazy("65 or over")),
    ("plus de 60 ans, inapte au travail", gettext_lazy("over 60 and unfit for work")),
    ("adulte handicapé", gettext_lazy("adult with a disability")),
)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("Eight letters and figures, for example K7M2-XQ4P."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off"}),
    )
    second = forms.CharField(
        label=gettext_lazy("Your date of birth, or the word you chose"),
        help_text=gettext_lazy("For example 09/03/1940."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off"}),
    )


class RefusalForm(forms.Form):
    scope = forms.ChoiceField(
        label=gettext_lazy("What must stop?"), choices=SCOPES, widget=forms.RadioSelect
    )


class StopForm(RefusalForm):
    """Without a code: what finds somebody, and no more."""

    first = forms.CharField(
        label=gettext_lazy("Your first name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    phone = OwnPhoneField(label=gettext_lazy("The number that we call"))
    field_order = ("first", "phone", "scope")


def home_town() -> dict[str, str]:
    """The commune that runs this, which nearly everybody would type."""
    host = host_organization()
    here = None if host is None else place(host.territory_code)
    if here is None or here.kind != "COMMUNE":
        return {}
    return {"town": here.name, "postcode": here.postcodes[0] if len(here.postcodes) == 1 else ""}


class PersonForm(forms.Form):
    """Who somebody is, where she lives, what matters in an alert."""

    title = forms.ChoiceField(
        label=gettext_lazy("Form of address"),
        choices=(
            (Title.MADAME.value, gettext_lazy("Mrs")),
            (Title.MONSIEUR.value, gettext_lazy("Mr")),
            (Title.NONE.value, gettext_lazy("None")),
        ),
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        initial=Title.NONE.value,
    )
    last = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    first = forms.CharField(label=gettext_lazy("First name"), max_length=80)
    birth = DayField(label=gettext_lazy("Date of birth"))
    line = forms.CharField(label=gettext_lazy("Number and street"), max_length=120)
    complement = forms.CharField(
        label=gettext_lazy("Floor, door, entrance"), required=False, max_length=80
    )
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=gettext_lazy("Postcode"),
        error_messages={"invalid": gettext_lazy("A postcode has five figures.")},
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    town = forms.CharField(label=gettext_lazy("Town"), max_length=80)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    lives_alone = YesNoField(label=gettext_lazy("Lives alone?"), required=False)
    hot_home = YesNoField(label=gettext_lazy("Is the home hard to keep cool?"), required=False)
    hearing_note = forms.CharField(
        label=gettext_lazy("How to speak with this person"),
        help_text=gettext_lazy("Slowly, loudly, another language. No illness."),
        required=False,
        max_length=120,
    )

    def __init__(self, data: object = None, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=home_town() if initial is None else initial)  # type: ignore[arg-type]  # Django takes any mapping
        known = {card.code: card.name for card in districts()}
        if said := str((initial or {}).get("district", "")):
            known.setdefault(said, said)  # a file may have said one that is none of ours
        self.fields["district"] = forms.ChoiceField(
            label=_("District"), required=False, choices=[("", _("I do not know")), *known.items()]
        )
        if not known:  # a commune that has not named its districts
            self.fields["district"].widget = forms.HiddenInput()

    def clean_birth(self) -> date | None:
        birth: date | None = self.cleaned_data["birth"]
        if birth is not None and birth > localdate():
            raise ValidationError(_("This date is not over yet. Check the year."))
        return birth

    def district_of_street(self) -> str:
        street, town = self.cleaned_data["line"], self.cleaned_data["town"]
        return district_index(street).district(street=street, town=town)


class EntryForm(PersonForm):
    """Five questions: for whom, who, where, how to reach her, what matters."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who is it for?"),
        choices=(
            ("SELF", gettext_lazy("For me")),
            ("OTHER", gettext_lazy("For somebody else, who agrees")),
        ),
        widget=forms.RadioSelect,
    )
    asker = forms.CharField(
        label=gettext_lazy("If it is for somebody else: your name and your link"),
        required=False,
        max_length=80,
    )
    asker_phone = OwnPhoneField(label=gettext_lazy("Your own phone"), required=False)
    quality = forms.ChoiceField(
        label=gettext_lazy("Age or situation that opens the list"),
        help_text=gettext_lazy("No paper to join."),
        choices=QUALITIES,
        widget=forms.RadioSelect,
    )
    phone = OwnPhoneField(label=gettext_lazy("Phone to call"))
    second_phone = PhoneField(label=gettext_lazy("Another phone"), required=False)
    relative = forms.CharField(
        label=gettext_lazy("Somebody to warn, who agrees"), required=False, max_length=80
    )
    relative_phone = PhoneField(label=gettext_lazy("Phone of this person"), required=False)
    field_order = (
        *("who", "asker", "asker_phone", "title", "last", "first", "birth", "quality"),
        *("line", "complement", "postcode", "town", "district", "phone", "second_phone"),
        *("lives_alone", "hot_home", "hearing_note", "relative", "relative_phone"),
    )

    def clean_asker(self) -> str:
        asker: str = self.cleaned_data["asker"]
        if self.cleaned_data.get("who") == "OTHER" and not asker:
            raise ValidationError(_("Say who you are: your name and your link."))
        return asker

    def clean(self) -> dict[str, object]:
        """A number of nobody would be dropped: whoever is to be warned has a name."""
        given = dict(self.cleaned_data)
        is_typed = given.get("relative_phone") or "relative_phone" in self.errors
        if is_typed and given.get("relative") == "":
            self.add_error("relative", _("Say who this person is."))
        return given

    @property
    def mode(self) -> RegistrationMode:
        is_own = self.cleaned_data["who"] == "SELF"
        return RegistrationMode.SELF if is_own else RegistrationMode.THIRD_PARTY

    def sheet(self) -> Sheet:
        given = self.cleaned_data
        numbers = (given["phone"], given["second_phone"])
        is_own = self.mode is RegistrationMode.SELF
        others = (
            ThirdParty(given["relative"], phone=given["relative_phone"], is_named=is_own),
            ThirdParty(given["asker"], phone=given["asker_phone"]),
        )
        return Sheet(
            name=Name(last=given["last"], first=given["first"], title=Title(given["title"])),
            birth=given["birth"],
            phones=tuple(number for number in numbers if number),
            address=Address(
                line=given["line"],
                complement=given["complement"],
                postcode=given["postcode"],
                town=given["town"],
            ),
            district=given["district"] or self.district_of_street(),
            situation=Situation(lives_alone=given["lives_alone"], hot_home=given["hot_home"]),
            contact=Contact(hearing_note=given["hearing_note"]),
            third_parties=tuple(one for one in others if one.name),
            quality=given["quality"],
        )
