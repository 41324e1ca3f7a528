"""What everybody may read without a code: the home page, who called, how to say no, rights, legal pages."""

from importlib.metadata import version
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.queries.registers import registers_open
from entremise.commons.vocabulary.law import OPEN_TO_RESIDENTS, RegisterKind
from entremise.journeys.word_of_the_day import word_of_the_day
from entremise.mutual_aid.queries.tips import tips_shown
from entremise.solidarity.queries.actions import actions_listed
from entremise.solidarity.vocabulary.actions import Filters
from entremise.web.paper.blanks import LANGUAGES
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import public_sheet
from entremise.web.shell.qr import qr_path
from entremise.web.shell.visit import visit_of
from entremise.web.tips.lines import tip_lines

SHOWN: Final = 3  # tips, and actions to come, on the home page


@audience(PUBLIC)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    at = visit_of(request).at
    return page(
        request,
        "public/home.html",
        alert=next(iter(activations_in_force(at=at)), None),
        word=word_of_the_day(localdate(at)),
        is_register_open=bool(registers_open(OPEN_TO_RESIDENTS)),
        tips=tip_lines(tips_shown(limit=SHOWN, at=at)),
        actions=actions_listed(filters=Filters(), offset=0, size=SHOWN, at=at),
    )


@audience(PUBLIC)
@require_safe
def show_who_called(request: HttpRequest) -> HttpResponse:
    lists = [
        card.plain_name for card in registers_open(set(RegisterKind) - {RegisterKind.CAMPAIGN})
    ]
    word = word_of_the_day(localdate(visit_of(request).at))
    return page(
        request,
        "public/who_called.html",
        word=word,
        lists=list(dict.fromkeys(lists)),
        languages=LANGUAGES,
    )


@audience(PUBLIC)
@require_safe
def show_no_more_calls(request: HttpRequest) -> HttpResponse:
    alert = next(iter(activations_in_force(at=visit_of(request).at)), None)
    return page(request, "public/no_more_calls.html", alert=alert)


@audience(PUBLIC)
@require_safe
def show_refusal_form(request: HttpRequest) -> HttpResponse:
    """The same choice on paper."""
    address = request.build_absolute_uri(reverse("public:no_more_calls"))
    drawing, side = qr_path(address)
    return public_sheet(
        request,
        "public/refusal_form.html",
        file="plus-d-appels",
        address=address,
        drawing=drawing,
        side=side,
    )


@audience(PUBLIC)
@require_safe
def show_rights(request: HttpRequest) -> HttpResponse:
    return page(request, "public/rights.html")


@audience(PUBLIC)
@require_safe
def show_never_asked(request: HttpRequest) -> HttpResponse:
    return page(request, "public/never_asked.html")


@audience(PUBLIC)
@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    return page(request, "public/help.html")


@audience(PUBLIC)
@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "public/accessibility.html", address=request.build_absolute_uri("/"))


@audience(PUBLIC)
@require_safe
def show_legal(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "public/legal.html",
        version=version("entremise"),
        source_url=settings.ENTREMISE_SOURCE_URL,
        director=settings.ENTREMISE_PUBLICATION_DIRECTOR,
        hosting=settings.ENTREMISE_HOSTING,
    )
