"""The pages that each role finds in the header; audiences list their own in `navigation`."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.web.shell.contributions import contributions


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the header: `url_name` takes no parameter; the lowest `order` is the start page."""

    roles: frozenset[Role]
    label: StrOrPromise
    url_name: str
    order: int = 50


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


def links_of(role: Role | None, path: str) -> tuple[Link, ...]:
    """The header of a role, with the current page marked: the longest address that leads here."""
    mine = [(entry.label, reverse(entry.url_name)) for entry in entries() if role in entry.roles]
    current = max((url for _, url in mine if path.startswith(url)), key=len, default="")
    return tuple(Link(label, url, url == current) for label, url in mine)


def start_of(role: Role | None) -> str | None:
    """Where a role begins after signing in."""
    return next((link.url for link in links_of(role, "")), None)
