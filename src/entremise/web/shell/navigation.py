"""The pages that each role finds in the header, and everybody in the footer; audiences list their own."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.urls import reverse
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import PUBLIC, Door
from entremise.web.shell.contributions import contributions


class Place(StrEnum):
    HEADER = "HEADER"
    FOOTER = "FOOTER"


@dataclass(frozen=True, slots=True)
class Entry:
    """A link: `url_name` takes no parameter; the lowest `order` of a role is its start page.

    `frozenset({PUBLIC})` puts it before residents.
    """

    roles: frozenset[Role | Door]
    label: StrOrPromise
    url_name: str
    order: int = 50
    place: Place = Place.HEADER


@dataclass(frozen=True, slots=True)
class Link:
    label: StrOrPromise
    url: str
    is_current: bool


@cache
def entries() -> tuple[Entry, ...]:
    """All entries of all audiences, first the first."""
    found = [entry for _, module in contributions("navigation") for entry in module.ENTRIES]
    return tuple(sorted(found, key=lambda entry: entry.order))


def links_of(who: Role | Door | None, path: str, place: Place = Place.HEADER) -> tuple[Link, ...]:
    """The links of a role, with the current page marked: the longest address that leads here."""
    mine = addresses_of(who, place)
    current = max((url for _, url in mine if path.startswith(url)), key=len, default="")
    return tuple(Link(label, url, url == current) for label, url in mine)


@cache
def addresses_of(who: Role | Door | None, place: Place) -> tuple[tuple[StrOrPromise, str], ...]:
    return tuple(
        (entry.label, reverse(entry.url_name))
        for entry in entries()
        if who in entry.roles and entry.place == place
    )


def start_of(role: Role | None) -> str | None:
    """Where a role begins after signing in."""
    return next((link.url for link in links_of(role, "")), None)


def public_links(path: str, place: Place) -> tuple[Link, ...]:
    """What residents find in the header or in the footer."""
    return links_of(PUBLIC, path, place)
