"""The training of callers in the words of their body: read, changed as a draft, looked at, published, printed."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.kits import queries
from entremise.kits.operations.training import (
    draft_training_from,
    drop_training_draft,
    publish_training,
    reword_training,
)
from entremise.kits.vocabulary import Refusal
from entremise.kits.vocabulary.reading import data_of
from entremise.kits.vocabulary.training import Training
from entremise.kits.vocabulary.training_words import MANY, Part, Place, part_of
from entremise.web.kits.saving import author_names
from entremise.web.kits.training_forms import NoteForm, WordsForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import actor_of, visit_of

PARTS: Final = {
    "ecran": Part.SCREENS,
    "question": Part.QUIZ,
    "personne": Part.PEOPLE,
    "ecouter": Part.LISTENING,
    "jamais": Part.NEVER,
    "debriefing": Part.DEBRIEF,
}


def body_of(request: HttpRequest) -> int:
    return actor_of(request).organization_id or 0


def draft_or_404(request: HttpRequest) -> Training:
    found = queries.training_draft(organization_id=body_of(request))
    if found is None:
        raise Http404
    return found


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_training(request: HttpRequest) -> HttpResponse:
    """What callers read now, the versions of the body, and the draft if one is begun."""
    cards = queries.training_versions(organization_id=body_of(request))
    names = author_names(tuple(card.made_by for card in cards))
    published = [card for card in cards if card.published_at]
    return page(
        request,
        "kits/module.html",
        training=queries.training(organization_id=body_of(request)),
        lines=[(card, names.get(card.made_by, "")) for card in published],
        draft=next((card for card in cards if not card.published_at), None),
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def print_training(request: HttpRequest) -> HttpResponse:
    lessons = queries.training(organization_id=body_of(request))
    return sheet(
        request,
        "kits/module_print.html",
        file=_("training-of-callers"),
        training=lessons,
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One published version as callers read it then."""
    cards = queries.training_versions(organization_id=body_of(request))
    card = next((one for one in cards if one.version_id == version_id and one.published_at), None)
    if card is None:
        raise Http404
    return page(
        request,
        "kits/module_version.html",
        card=card,
        training=queries.training_version(version_id),
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def show_draft(request: HttpRequest) -> HttpResponse:
    """The draft as callers would read it, each part with the way to change it; published with a sentence."""
    draft, form = draft_or_404(request), NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publish_training(
            actor_id=actor_of(request).user_id or 0,
            organization_id=body_of(request),
            note=form.cleaned_data["note"],
            at=visit_of(request).at,
        )
        messages.success(request, _("Published. What a caller has finished stays finished."))
        return redirect("kits:module")
    return page(request, "kits/module_draft.html", training=draft, form=form)


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_POST
def begin_draft(request: HttpRequest, version_id: int | None = None) -> HttpResponse:
    """The draft holds an older version, or the product's text when none is named."""
    draft_training_from(
        actor_id=actor_of(request).user_id or 0,
        organization_id=body_of(request),
        version_id=version_id,
        at=visit_of(request).at,
    )
    messages.success(request, _("This text is the draft now. Look at it, then publish it."))
    return redirect("kits:module_draft")


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    drop_training_draft(organization_id=body_of(request))
    messages.success(request, _("The draft is thrown away. Callers read what they read before."))
    return redirect("kits:module")


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def change_part(request: HttpRequest, part: str, rank: int) -> HttpResponse:
    """The words of a screen, of a question, of a person or of a list; saved in the draft."""
    known = queries.training_draft(organization_id=body_of(request)) or queries.training(
        organization_id=body_of(request)
    )
    content, place = data_of(known), place_of(part, rank)
    try:
        part_of(content, place)
    except IndexError:
        raise Http404 from None
    form = WordsForm(request.POST or None, content=content, place=place)
    if request.method == "POST" and form.is_valid() and is_saved(request, form):
        messages.success(request, _("Saved in the draft. Callers read it once it is published."))
        return redirect("kits:module_draft")
    return page(request, "kits/module_part.html", form=form)


def is_saved(request: HttpRequest, form: WordsForm) -> bool:
    """Whether the draft took the words; else the form says why not."""
    try:
        reword_training(
            actor_id=actor_of(request).user_id or 0,
            organization_id=body_of(request),
            change=form.change(),
            at=visit_of(request).at,
        )
    except Refused as refused:  # said beside what was typed, which a page of refusal would lose
        if refused.reason is not Refusal.CONTENT_REFUSED:
            raise
        form.add_error(None, str(refused.facts["text"]))
        return False
    return True


def place_of(part: str, rank: int) -> Place:
    if part not in PARTS or (rank > 0) != (PARTS[part] in MANY):
        raise Http404
    return Place(PARTS[part], rank)
