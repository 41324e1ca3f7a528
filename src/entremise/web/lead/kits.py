"""The contents of a crisis, on screen: each change is a new version, a running campaign keeps its own."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.kits import queries
from entremise.kits.operations.editing import (
    Part,
    put_row,
    remove_row,
    restore_version,
    set_calling,
)
from entremise.kits.vocabulary import KitContent, Message, Step
from entremise.web.lead.kit_forms import (
    CallingForm,
    CategoryForm,
    EditedForm,
    MessageForm,
    Row,
    RowForm,
    StepForm,
    ThemeForm,
    rows_of,
)
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@dataclass(frozen=True, slots=True)
class EditedPart:
    part: Part
    title: StrOrPromise
    add: StrOrPromise
    form: type[EditedForm]


PARTS: Final = {
    "themes": EditedPart(
        Part.THEMES, gettext_lazy("Themes of difficulty"), gettext_lazy("Add a theme"), ThemeForm
    ),
    "aides": EditedPart(
        Part.HELP_CATEGORIES,
        gettext_lazy("Categories of help"),
        gettext_lazy("Add a category"),
        CategoryForm,
    ),
    "etapes": EditedPart(
        Part.STEPS, gettext_lazy("Steps of the script"), gettext_lazy("Add a step"), StepForm
    ),
    "messages": EditedPart(
        Part.MESSAGES,
        gettext_lazy("Messages and letters"),
        gettext_lazy("Add a message"),
        MessageForm,
    ),
}


@dataclass(frozen=True, slots=True)
class RowLine:
    key: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class PartLines:
    word: str
    title: StrOrPromise
    add: StrOrPromise
    rows: tuple[RowLine, ...]


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_kits(request: HttpRequest) -> HttpResponse:
    return page(request, "lead/kits.html", kits=queries.kits())


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_kit(request: HttpRequest, code: str) -> HttpResponse:
    kit = queries.current_version(code)
    parts = tuple(
        PartLines(word, part.title, part.add, tuple(map(row_line, rows_of(kit, word))))
        for word, part in PARTS.items()
    )
    return page(request, "lead/kit.html", kit=kit, code=code, parts=parts)


def row_line(row: Row) -> RowLine:
    if isinstance(row, Step):
        return RowLine(row.id, row.say[0] if row.say else row.id, row.kind)
    if isinstance(row, Message):
        return RowLine(message_key(row), row.text[0], f"{row.code}, {row.channel}")
    return RowLine(row.code, row.label, row.code)


def message_key(row: Message) -> str:
    return f"{row.code}--{row.channel}"


def key_of(row: Row) -> str:
    return row_line(row).key


@audience(Role.CAMPAIGN_LEAD)
def add_row(request: HttpRequest, code: str, part: str) -> HttpResponse:
    edited = part_of(part)
    form = edited.form(request.POST or None)
    return edit(request, code, part, form, title=str(edited.add))


@audience(Role.CAMPAIGN_LEAD)
def edit_row(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    edited = part_of(part)
    row = row_of(queries.current_version(code), part, key)
    initial = edited.form.initial_of(row)  # type: ignore[arg-type]
    form = edited.form(request.POST or None, initial=initial)
    if isinstance(form, StepForm) and isinstance(row, Step):
        form.known = row  # what its answers open is not typed again
    return edit(request, code, part, form, title=row_line(row).label, key=key)


def part_of(word: str) -> EditedPart:
    if word not in PARTS:
        raise Http404
    return PARTS[word]


def row_of(kit: KitContent, part: str, key: str) -> Row:
    found = next((row for row in rows_of(kit, part) if key_of(row) == key), None)
    if found is None:
        raise Http404
    return found


def edit(
    request: HttpRequest, code: str, part: str, form: EditedForm, *, title: str, key: str = ""
) -> HttpResponse:
    """Show the form, or make the new version; what the rules of contents refuse is worded by the shell."""
    if form.is_valid():
        put_row(
            actor_id=actor_of(request).user_id or 0,
            code=code,
            base_id=base_of(request, code),
            part=PARTS[part].part,
            row=form.row(),
            note=form.cleaned_data["note"],
            at=visit_of(request).at,
        )
        messages.success(request, _("Saved as a new version. Running campaigns keep theirs."))
        return redirect("lead:kit", code=code)
    return page(
        request,
        "lead/edit.html",
        form=form,
        title=title,
        base_id=queries.current_version_id(code=code),
        remove_url=reverse("lead:remove_row", args=[code, part, key]) if key else "",
        back_url=reverse("lead:kit", args=[code]),
    )


def base_of(request: HttpRequest, code: str) -> int:
    """The version that was looked at: another one since then refuses the change."""
    looked_at = request.POST.get("base_id", "")
    return int(looked_at) if looked_at.isdecimal() else queries.current_version_id(code=code)


@audience(Role.CAMPAIGN_LEAD)
def remove(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    row = row_of(queries.current_version(code), part, key)
    form = RowForm(request.POST or None)
    if form.is_valid():
        remove_row(
            actor_id=actor_of(request).user_id or 0,
            code=code,
            base_id=base_of(request, code),
            part=part_of(part).part,
            key=row.id if isinstance(row, Step) else row.code,
            note=form.cleaned_data["note"],
            at=visit_of(request).at,
        )
        return redirect("lead:kit", code=code)
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("Take this row out?"),
        lead=row_line(row).label,
        act=_("Take it out"),
        kind="alert",
        back=_("Keep it"),
        back_url=reverse("lead:edit_row", args=[code, part, key]),
    )


@audience(Role.CAMPAIGN_LEAD)
def edit_calling(request: HttpRequest, code: str) -> HttpResponse:
    kit = queries.current_version(code)
    form = CallingForm(request.POST or None, initial=CallingForm.initial_of(kit.calling))
    if form.is_valid():
        set_calling(
            actor_id=actor_of(request).user_id or 0,
            code=code,
            base_id=base_of(request, code),
            values=form.values(),
            note=form.cleaned_data["note"],
            at=visit_of(request).at,
        )
        return redirect("lead:kit", code=code)
    return page(
        request,
        "lead/edit.html",
        form=form,
        title=_("Calling rules"),
        base_id=queries.current_version_id(code=code),
        back_url=reverse("lead:kit", args=[code]),
    )


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_versions(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.versions_of(code=code)
    names = accounts_by_id({one.made_by for one in found if one.made_by})
    lines = tuple(
        (one, names[one.made_by].display_name if one.made_by in names else "") for one in found
    )
    return page(request, "lead/versions.html", code=code, lines=lines)


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_differences(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """What this version changed against the one before it."""
    found = queries.versions_of(code=code)
    at = next((place for place, one in enumerate(found) if one.version_id == version_id), None)
    if at is None:
        raise Http404
    before = found[at + 1] if at + 1 < len(found) else None
    rows = queries.differences(before_id=before.version_id, after_id=version_id) if before else ()
    return page(
        request,
        "lead/differences.html",
        code=code,
        card=found[at],
        rows=rows,
        is_newest=at == 0,
    )


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def restore(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    card = queries.version_card(version_id=version_id)
    if card is None or card.code != code:
        raise Http404
    restore_version(
        actor_id=actor_of(request).user_id or 0,
        version_id=version_id,
        note=_("Version %(number)d again") % {"number": card.number},
        at=visit_of(request).at,
    )
    return redirect("lead:versions", code=code)
