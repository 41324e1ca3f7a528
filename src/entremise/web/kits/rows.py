"""Adding, changing and taking out a theme, a category of help, a message."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.kits.vocabulary import KitContent, Message
from entremise.kits.vocabulary.edits import Edit, RemoveRow, Row, row_key
from entremise.kits.vocabulary.leaving import leaves
from entremise.web.kits.forms import CategoryForm, EditForm, MessageForm, RowForm, ThemeForm
from entremise.web.kits.saving import looked_at, saved
from entremise.web.kits.words import CHANNELS, MESSAGES, words_of_leaving
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page


@dataclass(frozen=True, slots=True)
class EditedList:
    """A list of a content by the word in its address."""

    form: type[RowForm]
    tab: str
    add: StrOrPromise
    change: StrOrPromise
    remove: StrOrPromise
    told: StrOrPromise = ""  # to who adds


LISTS: Final = {
    "themes": EditedList(
        ThemeForm,
        "kits:themes",
        _("Add a theme"),
        _("Change the theme"),
        _("Take this theme out?"),
    ),
    "aides": EditedList(
        CategoryForm,
        "kits:helps",
        _("Add a category of help"),
        _("Change the category of help"),
        _("Take this category out?"),
    ),
    "messages": EditedList(
        MessageForm,
        "kits:messages",
        _("Add a message"),
        _("Change the message"),
        _("Take this message out?"),
        _("A message with a new code never leaves by itself: it is there to be copied or read."),
    ),
}


class RemoveRowForm(EditForm):
    def __init__(self, *args: Any, part: str, before: Row, **options: Any) -> None:
        super().__init__(*args, **options)
        self.part, self.before = part, before

    def edit(self) -> Edit:
        return RemoveRow(LISTS[self.part].form.part, row_key(self.before))


def list_named(part: str) -> EditedList:
    if part not in LISTS:
        raise Http404
    return LISTS[part]


def row_of(kit: KitContent, part: str, key: str) -> Row:
    list_named(part)
    rows: dict[str, tuple[Row, ...]] = {
        "themes": kit.themes,
        "aides": kit.help_categories,
        "messages": kit.messages,
    }
    found = next((row for row in rows[part] if row_key(row) == key), None)
    if found is None:
        raise Http404
    return found


def name_of(row: Row) -> str:
    if not isinstance(row, Message):
        return str(getattr(row, "label", ""))
    return f"{MESSAGES.get(row.code, row.code)}, {CHANNELS[row.channel]}"


def told_of(code: str, row: Row) -> StrOrPromise:
    """Of a message, whether and when it leaves by itself; of other rows nothing."""
    return words_of_leaving(code, row) if isinstance(row, Message) else ""


def told_of_loss(code: str, row: Row) -> StrOrPromise:
    """What taking it out stops."""
    is_lost = isinstance(row, Message) and leaves(kit_code=code, message=row)
    return (
        _("This text message leaves by itself. Once taken out, it leaves no more.")
        if is_lost
        else ""
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def add_row(request: HttpRequest, code: str, part: str) -> HttpResponse:
    base_id, kit = looked_at(code)
    edited = list_named(part)
    form = edited.form(request.POST or None, kit=kit)
    if saved(request, code, form, base_id):
        return redirect(edited.tab, code=code)
    return page(
        request,
        "kits/row.html",
        kit=kit,
        form=form,
        base_id=base_id,
        title=edited.add,
        told=edited.told,
        back_url=reverse(edited.tab, args=[code]),
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def change_row(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    base_id, kit = looked_at(code)
    edited, row = list_named(part), row_of(kit, part, key)
    form = edited.form(request.POST or None, kit=kit, before=row)
    if saved(request, code, form, base_id):
        return redirect(edited.tab, code=code)
    return page(
        request,
        "kits/row.html",
        kit=kit,
        form=form,
        base_id=base_id,
        title=edited.change,
        name=name_of(row),
        told=told_of(code, row),
        back_url=reverse(edited.tab, args=[code]),
        remove_url=reverse("kits:remove_row", args=[code, part, key]),
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def remove(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    base_id, kit = looked_at(code)
    edited, row = list_named(part), row_of(kit, part, key)
    form = RemoveRowForm(request.POST or None, kit=kit, part=part, before=row)
    if saved(request, code, form, base_id):
        return redirect(edited.tab, code=code)
    return page(
        request,
        "kits/remove.html",
        kit=kit,
        form=form,
        base_id=base_id,
        title=edited.remove,
        name=name_of(row),
        told=told_of_loss(code, row),
        back_url=reverse("kits:change_row", args=[code, part, key]),
    )
