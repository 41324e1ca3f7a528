"""The frame of a page: whose instance this is, who is signed in, where one may go, what alert is on."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import OrganizationCard, Role
from entremise.web.shell.contributions import contributions
from entremise.web.shell.navigation import Link, Place, links_of, public_links
from entremise.web.shell.roles import ROLE_NAMES
from entremise.web.shell.theme import USUAL_HUE, theme_url
from entremise.web.shell.visit import nonce_of, role_of, visit_of

ENTRIES_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Band:
    """The alert on top of every page while it lasts; one `band` module of an audience gives it."""

    title: StrOrPromise
    text: StrOrPromise
    url: str
    link: StrOrPromise


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One of the roles she may take in the menu."""

    role_id: int
    label: StrOrPromise
    organization_name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in, as the header shows her."""

    display_name: str
    initials: str
    role: Role | None
    role_label: StrOrPromise
    organization_name: str
    choices: tuple[RoleChoice, ...]


@dataclass(frozen=True, slots=True)
class Chrome:
    host: OrganizationCard | None
    brand_name: str
    theme_url: str
    nonce: str
    is_demo: bool
    band: Band | None
    strip_url: str  # of the frame that looks for alarms
    me: Me | None
    links: tuple[Link, ...]
    more_links: tuple[Link, ...]  # folded: a header has six entries at most
    public_links: tuple[Link, ...]
    footer_links: tuple[Link, ...]


def chrome_of(request: HttpRequest) -> Chrome:
    """The frame of this request, made once."""
    chrome = vars(request).get("chrome")
    if not isinstance(chrome, Chrome):
        chrome = vars(request)["chrome"] = make_chrome(request)
    return chrome


def make_chrome(request: HttpRequest) -> Chrome:
    host = visit_of(request).host or host_organization()
    me = me_of(request) if request.user.is_authenticated else None
    links = () if me is None or me.role is None else links_of(me.role, request.path)
    kept = len(links) if len(links) <= ENTRIES_AT_MOST else ENTRIES_AT_MOST - 1
    return Chrome(
        host=host,
        brand_name="Entremise",
        theme_url=theme_url(USUAL_HUE if host is None else host.hue),
        nonce=nonce_of(request),
        is_demo=settings.IS_DEMO,
        band=band_of(request),
        strip_url=strip_of(request) if me else "",
        me=me,
        links=links[:kept],
        more_links=links[kept:],
        public_links=public_links(request.path, Place.HEADER),
        footer_links=public_links(request.path, Place.FOOTER),
    )


def me_of(request: HttpRequest) -> Me:
    visit, role = visit_of(request), role_of(request)
    name = str(getattr(request.user, "display_name", ""))
    mine = [row for row in visit.held if row.organization_id == visit.actor.organization_id]
    return Me(
        display_name=name,
        initials="".join(word[0] for word in name.replace("-", " ").split()[:2]).upper(),
        role=role,
        role_label="" if role is None else ROLE_NAMES[role],
        organization_name=next((row.organization_name for row in mine), ""),
        choices=tuple(
            RoleChoice(
                row.role_id,
                ROLE_NAMES[row.role],
                row.organization_name,
                is_current=row in mine and row.role == role,
            )
            for row in visit.held
        ),
    )


def band_of(request: HttpRequest) -> Band | None:
    at = visit_of(request).at
    bands = (module.band(at) for _, module in contributions("band"))
    return next((band for band in bands if band is not None), None)


def strip_of(request: HttpRequest) -> str:
    """One `strip` module of an audience knows whom an alarm may reach."""
    visit = visit_of(request)
    urls = (module.strip_url(visit.actor, visit.at) for _, module in contributions("strip"))
    return next(filter(None, urls), "")


def context_processor(request: HttpRequest) -> dict[str, Chrome]:
    """`chrome` for every template, also those that the sign-in library draws."""
    return {"chrome": chrome_of(request)}
