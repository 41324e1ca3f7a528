"""A service as pages show it, and what was looked for as the directory takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from entremise.accounts.queries import host_organization
from entremise.directory.queries.themes import codes_of
from entremise.directory.vocabulary import SearchFilters, ServiceCard, Spot
from entremise.engines.holidays import is_holiday
from entremise.engines.osm_hours import MINUTES_A_DAY, QUARTER
from entremise.territory.queries import spot_of_district
from entremise.web.directory.words import code_words, hours_words


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an entry: `kind` is "", "phone", "mail" or "link"."""

    label: str
    value: str
    kind: str = ""


def facts_of(
    card: ServiceCard, themes: Mapping[str, str], districts: Mapping[str, str]
) -> list[Fact]:
    """What an entry says, without what is empty; no word of who checked it, nor of its room."""
    found = (
        Fact(_("What it does"), ", ".join(themes.get(one, one) for one in card.themes)),
        Fact(_("Run by"), card.structure),
        Fact(_("Kind of help"), code_words("kind", [card.kind])),
        Fact(_("For whom?"), joined(code_words("publics", card.publics), card.public)),
        Fact(_("Conditions"), card.conditions),
        Fact(_("Cost"), joined(code_words("cost", [card.cost]), card.cost_note)),
        Fact(_("Where?"), where_words(card, districts)),
        Fact(_("Opening hours"), hours_words(card.opening)),
        Fact(_("Address"), joined(card.address, f"{card.postcode} {card.town}".strip())),
        Fact(_("Phone"), card.phone, "phone"),
        Fact(_("Mail"), card.mail, "mail"),
        Fact(_("Web page"), card.link, "link"),
        Fact(_("Form to ask"), card.form_url, "link"),
        Fact(_("How to ask"), joined(code_words("ways", card.ways), card.ways_note)),
        Fact(_("Who may ask"), code_words("reached_by", card.reached_by)),
        Fact(_("Where it receives"), code_words("receptions", card.receptions)),
        Fact(_("Languages"), ", ".join(card.languages)),
        Fact(_("Accessibility"), card.accessibility),
    )
    return [one for one in found if one.value]


def joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def where_words(card: ServiceCard, districts: Mapping[str, str]) -> str:
    names = ", ".join(districts.get(code, code) for code in card.districts)
    where = names or _("in the whole territory")
    if not card.reach_m:
        return where
    return f"{where}, {_('%(n)d km at most from its address') % {'n': card.reach_m // 1000}}"


def filters_of(given: Mapping[str, Any], at: datetime, *, is_stale: bool = False) -> SearchFilters:
    """What was looked for; a distance is counted from the middle of the district."""
    district = given.get("district", "")
    within = given.get("within") or ""
    middle = spot_of_district(district) if within else None
    return SearchFilters(
        text=given.get("text", ""),
        themes=codes_of(given.get("theme", "")),
        district=district,
        public=given.get("public", ""),
        near=None if middle is None else Spot(middle.lat, middle.lon),
        within_m=int(within) if within and middle is not None else None,
        at_quarter=quarter_of(at) if given.get("open_now") else None,
        has_room=bool(given.get("has_room")),
        is_stale=is_stale,
    )


def quarter_of(at: datetime) -> int:
    """The quarter of an hour of the local week; a public holiday counts as a Sunday."""
    local, host = localtime(at), host_organization()
    place = host.territory_code if host else ""
    weekday = 6 if is_holiday(local.date(), place) else local.weekday()
    return (weekday * MINUTES_A_DAY + local.hour * 60 + local.minute) // QUARTER
