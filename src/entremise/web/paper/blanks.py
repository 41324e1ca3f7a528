"""Blank forms for those who use no screen: found on one page, printed from the browser or kept as a PDF."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.kits.queries import current_version
from entremise.outreach.operations.own_phone import note_own_phone_read
from entremise.web.paper.numbers import themes_of
from entremise.web.paper.typing_form import ITEMS
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.chrome import chrome_of
from entremise.web.shell.pages import page
from entremise.web.shell.paper import public_sheet
from entremise.web.shell.qr import qr_path
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import phone

KIT: Final = "temps_ordinaire"  # its themes are those of every kit
BROWSER_ALONE: Final = frozenset({"ar", "ta"})  # no font of the PDF writes them well
TEXTS: Final = tomllib.loads(
    (Path(__file__).parent / "who_called.toml").read_text(encoding="utf-8")
)
LANGUAGES: Final = tuple((code, text["name"]) for code, text in TEXTS.items())


@dataclass(frozen=True, slots=True)
class WhoCalled:
    """One language of « Qui vous a appelé »."""

    code: str
    name: str
    direction: str
    is_read: bool
    title: str
    lines: tuple[str, ...]
    danger: str


def who_called_in(code: str, request: HttpRequest) -> WhoCalled:
    host, text = chrome_of(request).host, TEXTS[code]
    values = {"body": host.name if host else "", "number": phone(host.phone) if host else ""}
    return WhoCalled(
        code=code,
        name=text["name"],
        direction=text["direction"],
        is_read=text["read"],
        title=text["title"],
        lines=tuple(line.format_map(values) for line in text["lines"]),
        danger=text["danger"],
    )


@audience(PUBLIC)
@require_safe
def show_blanks(request: HttpRequest) -> HttpResponse:
    return page(request, "paper/blanks.html", languages=LANGUAGES)


@audience(PUBLIC)
@require_safe
def who_called(request: HttpRequest, language: str) -> HttpResponse:
    if language not in TEXTS:
        raise Http404
    one = who_called_in(language, request)
    drawing, side = qr_path(request.build_absolute_uri(reverse("public:who_called")))
    shown: dict[str, Any] = {"one": one, "drawing": drawing, "side": side}
    if language in BROWSER_ALONE:
        return page(request, "paper/who_called.html", **shown)
    return public_sheet(request, "paper/who_called.html", file=f"qui-a-appele-{language}", **shown)


@audience(PUBLIC)
@require_safe
def difficulty(request: HttpRequest) -> HttpResponse:
    kit = current_version(KIT)
    return public_sheet(
        request,
        "paper/difficulty.html",
        file="fiche-difficulte",
        items=range(1, ITEMS + 1),
        themes=[(number, label) for number, (_code, label) in themes_of(kit).items()],
        levels=[(one.level, one.label, one.examples) for one in kit.severity],
        help_text=kit.difficulty_form.help_text,
    )


@audience(PUBLIC)
@require_safe
def own_phone(request: HttpRequest) -> HttpResponse:
    return public_sheet(request, "paper/own_phone.html", file="appeler-de-chez-soi")


@audience(Role.CALLER)
@require_POST
def note_own_phone(request: HttpRequest) -> HttpResponse:
    note_own_phone_read(actor=actor_of(request), at=visit_of(request).at)
    return redirect("phone:home")
