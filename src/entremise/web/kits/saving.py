"""From a form to a new version: faults beside the form, another's change told, nothing typed lost."""

import re

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from entremise.accounts.queries import accounts_by_id
from entremise.kits import queries
from entremise.kits.operations.editing import change_kit
from entremise.kits.vocabulary import Fault, KitContent
from entremise.kits.vocabulary.edits import PATHS, AddStep, Edit, PutRow, row_key
from entremise.web.kits.forms import EditForm
from entremise.web.kits.words import words_of_fault
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import moment

FAULTS_SHOWN = 6


def looked_at(code: str) -> tuple[int, KitContent]:
    """The version in use, with its id: the form says which one it was made from."""
    version_id = queries.current_version_id(code=code)
    return version_id, queries.version(version_id)


def saved(request: HttpRequest, code: str, form: EditForm, base_id: int) -> bool:
    """Whether the edit became a version; else the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    if request.POST.get("base_id") != str(base_id):
        form.add_error(None, words_of_change(base_id))
        return False
    edit = form.edit()
    faults = queries.faults_of_edit(code=code, edit=edit)
    wrong = [fault for fault in faults if not fault.is_advice]
    for fault in wrong[:FAULTS_SHOWN]:
        show_fault(form, edit, fault)
    if wrong:
        return False
    change_kit(
        actor_id=actor_of(request).user_id or 0,
        code=code,
        base_id=base_id,
        edit=edit,
        note=form.cleaned_data["note"],
        at=visit_of(request).at,
    )
    say_what_was_done(request, faults)
    return True


def show_fault(form: EditForm, edit: Edit, fault: Fault) -> None:
    """Beside the question that it is about, else on top with its place."""
    name = question_of(place_of_edit(edit), fault.place)
    if name in form.fields:
        form.add_error(name, fault.text)
    else:
        form.add_error(None, words_of_fault(fault))


def question_of(row: str, place: str) -> str:
    """`label` for `themes[x-jardin].label`, `say` for `script.steps[time].say[2]`, nothing for another row."""
    inside = place.removeprefix(row) if row and place.startswith(row) else ""
    found = re.fullmatch(r"\.(\w+)(\[\d+\])?", inside)
    return found[1] if found else ""


def place_of_edit(edit: Edit) -> str:
    """The place of the row that an edit writes."""
    match edit:
        case PutRow(part=part, row=row):
            return f"{'.'.join(PATHS[part])}[{row_key(row).replace('--', '/')}]"
        case AddStep(step=step):
            return f"script.steps[{step.id}]"
        case _:
            return ""


def say_what_was_done(request: HttpRequest, advice: tuple[Fault, ...]) -> None:
    messages.success(request, _("Saved as a new version. Running campaigns keep theirs."))
    for fault in advice:
        messages.warning(request, words_of_fault(fault))


def words_of_change(version_id: int) -> str:
    """Who has changed the content meanwhile, and what to do."""
    card = queries.version_card(version_id=version_id)
    names = author_names((card.made_by,) if card else ())
    return _(
        "%(name)s has changed this content meanwhile (%(when)s). What you typed is kept: save again to add it."
    ) % {
        "name": names.get(card.made_by if card else None, _("Somebody")),
        "when": moment(card.made_at if card else None),
    }


def author_names(ids: tuple[int | None, ...]) -> dict[int | None, str]:
    found = accounts_by_id({one for one in ids if one is not None})
    return {user_id: account.display_name for user_id, account in found.items()}
