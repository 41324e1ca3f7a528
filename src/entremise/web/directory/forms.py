"""Forms of the directory: what is looked for, one entry, the room of a service, a file to import."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.directory.operations.services import Room
from entremise.directory.vocabulary import Capacity, NewService
from entremise.engines.service_files import national
from entremise.engines.service_files.cells import safe_link
from entremise.engines.trigrams import plain
from entremise.web.directory.words import CAPACITIES
from entremise.web.shell.fields import ComingDayField, PhoneField, YesNoField, choose_from

Choices = Iterable[tuple[str, StrOrPromise]]
ANY: Final[tuple[tuple[str, StrOrPromise], ...]] = (("", _("All")),)
RADII: Final = (("1000", "1 km"), ("2000", "2 km"), ("5000", "5 km"), ("20000", "20 km"))
ROOMS: Final = [(str(one.value), words) for one, words in CAPACITIES.items()]
ASKED_FIRST: Final = frozenset(
    {"name", "themes", "districts", "publics", "capacity", "capacity_note", "opening", "address", "phone", "mail",
     "reached_by", "has_account"}
)  # fmt: skip
FILE_BYTES: Final = 64 * 1024 * 1024


def labelled(table: str) -> list[tuple[str, str]]:
    return sorted(national.TABLES[table].items(), key=lambda pair: plain(pair[1]))


def ticks() -> forms.CheckboxSelectMultiple:
    """Boxes beside each other: there are many."""
    return forms.CheckboxSelectMultiple(attrs={"class": "inline"})


class Search(forms.Form):
    """What a resident looks for."""

    text = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    public = forms.ChoiceField(
        label=_("For whom?"), required=False, choices=[*ANY, *labelled("publics")]
    )
    open_now = forms.BooleanField(label=_("Open now"), required=False)

    def __init__(self, data: object, *, themes: Choices, districts: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "theme", [*ANY, *themes])
        choose_from(self, "district", [*ANY, *districts])

    def chosen(self) -> dict[str, Any]:
        """What is said and makes sense; a made-up answer is no filter."""
        self.is_valid()
        return self.cleaned_data


class StaffSearch(Search):
    """What an orienteur looks for."""

    within = forms.ChoiceField(
        label=_("As far as"),
        required=False,
        choices=[*ANY, *RADII],
        help_text=_("From the middle of the district."),
    )
    has_room = forms.BooleanField(label=_("Not full"), required=False)


class LinkField(forms.CharField):
    """A web address that a page may show."""

    widget = forms.URLInput()

    def clean(self, value: object) -> str:
        typed: str = super().clean(value)
        if typed and not safe_link(typed):
            raise forms.ValidationError(_("Write the whole address, which begins with https://."))
        return typed


class RoomForm(forms.Form):
    capacity = forms.ChoiceField(label=_("Room"), choices=ROOMS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In words, for example « 4 days of waiting »"), required=False, max_length=120
    )
    until = ComingDayField(
        label=_("Until"),
        required=False,
        help_text=_(
            "After this day it is to be asked again. Empty: until somebody says otherwise."
        ),
    )

    def room(self) -> Room:
        given = self.cleaned_data
        until: date | None = given["until"]
        return Room(Capacity(given["capacity"]), given["note"], until)


class ServiceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    description = forms.CharField(
        label=_("Description"),
        help_text=_("Two or three sentences that a resident understands."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    themes = forms.MultipleChoiceField(label=_("What does it do?"), widget=ticks())
    districts = forms.MultipleChoiceField(
        label=_("Where?"),
        help_text=_("Nothing ticked: in the whole territory."),
        required=False,
        widget=ticks(),
    )
    reach_km = forms.IntegerField(
        label=_("At most so many kilometres from its address"),
        required=False,
        min_value=1,
        max_value=200,
    )
    publics = forms.MultipleChoiceField(
        label=_("For whom?"),
        help_text=_("Nothing ticked: for everybody."),
        required=False,
        choices=labelled("publics"),
        widget=ticks(),
    )
    public = forms.CharField(label=_("For whom, in words"), required=False, max_length=1000)
    conditions = forms.CharField(label=_("Conditions"), required=False, max_length=1000)
    kind = forms.ChoiceField(
        label=_("Kind of help"), required=False, choices=[("", _("Not said")), *labelled("kinds")]
    )
    cost = forms.ChoiceField(
        label=_("Cost"), required=False, choices=[("", _("Not said")), *labelled("costs")]
    )
    cost_note = forms.CharField(label=_("Cost, in words"), required=False, max_length=1000)
    capacity = forms.ChoiceField(label=_("Room"), choices=ROOMS, widget=forms.RadioSelect)
    capacity_note = forms.CharField(
        label=_("In words, for example « 4 days of waiting »"), required=False, max_length=120
    )
    reply_days = forms.IntegerField(
        label=_("Days to answer"), min_value=0, max_value=60, initial=3, required=False
    )
    opening = forms.CharField(
        label=_("Opening hours"),
        help_text=_(
            "In words, or as OpenStreetMap writes them (Mo-Fr 09:00-12:00): then « open now » works."
        ),
        required=False,
        max_length=1000,
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=410)
    postcode = forms.RegexField(r"\d{5}", label=_("Postcode"), required=False, max_length=5)
    town = forms.CharField(label=_("Town"), required=False, max_length=80)
    phone = PhoneField(label=_("Phone"), required=False)
    mail = forms.EmailField(label=_("Mail"), required=False)
    link = LinkField(label=_("Web page"), required=False, max_length=500)
    form_url = LinkField(label=_("Form to ask"), required=False, max_length=500)
    ways = forms.MultipleChoiceField(
        label=_("How to ask"),
        required=False,
        choices=labelled("ways"),
        widget=ticks(),
    )
    ways_note = forms.CharField(label=_("How to ask, in words"), required=False, max_length=1000)
    reached_by = forms.MultipleChoiceField(
        label=_("Who may ask"),
        help_text=_("Residents find in the public list what they may ask for themselves."),
        required=False,
        choices=labelled("reached_by"),
        widget=ticks(),
    )
    receptions = forms.MultipleChoiceField(
        label=_("Where it receives"),
        required=False,
        choices=labelled("receptions"),
        widget=ticks(),
    )
    languages = forms.CharField(
        label=_("Languages"), help_text=_("Separated by commas."), required=False, max_length=200
    )
    accessibility = forms.CharField(
        label=_("Accessibility"),
        help_text=_("In words, or the address of its page."),
        required=False,
        max_length=1000,
    )
    has_account = YesNoField(label=_("Does it use an account here?"), initial="no")

    def __init__(
        self, data: object, *, themes: Choices, districts: Choices, initial: object = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "themes", list(themes))
        choose_from(self, "districts", list(districts))

    def first(self) -> list[forms.BoundField]:
        """What each entry says."""
        return [self[name] for name in self.fields if name in ASKED_FIRST]

    def rest(self) -> list[forms.BoundField]:
        """What some entries say."""
        return [self[name] for name in self.fields if name not in ASKED_FIRST]

    def new_service(self, *, lat_e6: int | None = None, lon_e6: int | None = None) -> NewService:
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self.cleaned_data.items()
        }
        reach_km = given.pop("reach_km")
        languages = (one.strip()[:40] for one in given.pop("languages").split(","))
        return NewService(
            **given
            | {
                "capacity": Capacity(given["capacity"]),
                "has_account": bool(given["has_account"]),
                "reach_m": reach_km * 1000 if reach_km else None,
                "languages": tuple(filter(None, languages)),
                "lat_e6": lat_e6,
                "lon_e6": lon_e6,
            }
        )


class ImportForm(forms.Form):
    services = forms.FileField(
        label=_("File of services"),
        help_text=_(
            "data·inclusion (JSON, JSON lines, CSV) or HSDS (JSON, or a zip of CSV tables), 64 MB at most."
        ),
    )
    structures = forms.FileField(
        label=_("File of structures"),
        help_text=_(
            "Of the same publisher: names, phones and places that the services take from their structure."
        ),
        required=False,
    )
    source = forms.SlugField(
        label=_("Name of the source"),
        help_text=_("For HSDS, which does not say it: small letters, digits and hyphens."),
        required=False,
        max_length=40,
    )
    licence = forms.CharField(
        label=_("Licence"), initial="Licence Ouverte 2.0", required=False, max_length=80
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in ("services", "structures"):
            file = given.get(name)
            if file is not None and file.size > FILE_BYTES:
                self.add_error(name, _("This file is too large: 64 MB at most."))
        return given

    def brought(self) -> dict[str, bytes]:
        """The bytes of what was brought, by name."""
        said = (self.cleaned_data.get(name) for name in ("services", "structures"))
        return {
            f"{number}-{file.name}" if number else file.name: file.read()
            for number, file in enumerate(said)
            if file
        }


class AcceptForm(forms.Form):
    is_whole = YesNoField(
        label=_("Is this file the whole of its source?"),
        help_text=_(
            "Yes: the services that it no longer brings are proposed no more. No: they stay."
        ),
    )
