"""The versions of a content: who made each and why, what differs, how one comes back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.kits import queries
from entremise.kits.operations.editing import restore_version
from entremise.kits.vocabulary import Difference, Provenance, VersionCard
from entremise.web.kits.saving import author_names
from entremise.web.kits.words import with_days, words_of_field, words_of_place
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

Line = tuple[VersionCard, str]


def lines_of(code: str) -> tuple[Line, ...]:
    """The versions of a kit, each with the words for who made it."""
    cards = queries.versions_of(code=code)
    if not cards:
        raise Http404
    names = author_names(tuple(card.made_by for card in cards))
    return tuple((card, maker_of(card, names)) for card in cards)


def maker_of(card: VersionCard, names: Mapping[int | None, str]) -> str:
    if card.provenance is Provenance.WAITING:
        return _("comes with the product, not in use")
    return names.get(card.made_by, _("comes with the product"))


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_versions(request: HttpRequest, code: str) -> HttpResponse:
    return page(
        request,
        "kits/versions.html",
        kit=queries.current_version(code),
        in_use=queries.current_version_id(code=code),
        lines=lines_of(code),
    )


def line_of(lines: tuple[Line, ...], version_id: int) -> Line:
    found = next((line for line in lines if line[0].version_id == version_id), None)
    if found is None:
        raise Http404
    return found


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_version(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """What differs from the version before, or from another one that was chosen."""
    lines = lines_of(code)
    card, maker = line_of(lines, version_id)
    others = tuple(line for line in lines if line[0] != card)
    other = other_of(others, card, request.GET.get("avec", ""))
    found = queries.differences(before_id=other.version_id, after_id=version_id) if other else ()
    return page(
        request,
        "kits/version.html",
        kit=queries.current_version(code),
        card=card,
        maker=maker,
        other=other,
        others=others,
        in_use=queries.current_version_id(code=code),
        rows=tuple(map(row_of, found)),
    )


def row_of(one: Difference) -> tuple[str, StrOrPromise, str, str, str]:
    """Where, which question, the exact place, before, after."""
    yes_no = {"True": _("Yes"), "False": _("No")}
    before, after = (
        yes_no.get(text, with_days(one.place, text)) for text in (one.before, one.after)
    )
    return words_of_place(one.place), words_of_field(one.place), one.place, before, after


def other_of(others: tuple[Line, ...], card: VersionCard, asked: str) -> VersionCard | None:
    """The version asked for, else the one in use just before this one."""
    if asked:
        return next((one for one, _maker in others if str(one.version_id) == asked), None)
    older = (one for one, _maker in others if one.number < card.number)
    return next((one for one in older if one.provenance is not Provenance.WAITING), None)


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def restore(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    card, _maker = line_of(lines_of(code), version_id)
    if request.method == "POST":
        restore_version(
            actor_id=actor_of(request).user_id or 0,
            version_id=version_id,
            note=note_of(card),
            at=visit_of(request).at,
        )
        messages.success(
            request, _("Version %(number)d is in use, as a new version.") % {"number": card.number}
        )
        return redirect("kits:versions", code=code)
    return page(
        request, "kits/restore.html", kit=queries.current_version(code), card=card, code=code
    )


def note_of(card: VersionCard) -> str:
    if card.provenance is Provenance.WAITING:
        return _("Version %(number)d of the product, taken") % {"number": card.number}
    return _("Version %(number)d again") % {"number": card.number}
