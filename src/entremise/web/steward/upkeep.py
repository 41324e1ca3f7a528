"""What waits for the steward: numbers to correct, deaths to confirm, acknowledgements, objections to verify."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.queries.objections import objections_to_verify
from entremise.commons.queries.registers import acknowledgement_counts, records_to_acknowledge
from entremise.journeys.keep_entry import entry_card, put_right
from entremise.journeys.object_everywhere import answer_check
from entremise.outreach.queries.alarms import steward_task, steward_task_count, steward_tasks
from entremise.outreach.vocabulary.calls import TaskKind
from entremise.people.queries import code_of, codes_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.steward.forms import DeathForm, NumberForm
from entremise.web.steward.words import TASKS


@audience(Role.STEWARD, is_personal=False)
@require_safe
def show_upkeep(request: HttpRequest) -> HttpResponse:
    at = visit_of(request).at
    pages = Pages(page_number(request), steward_task_count())
    tasks = steward_tasks(limit=pages.size, skip=pages.offset)
    due, _late = acknowledgement_counts(at=at)
    nearest = records_to_acknowledge(limit=1)  # none, when a colleague noted the last one just now
    objections = objections_to_verify(at=at)
    codes = codes_of(
        [*(one.person for one in tasks), *(one.person for one in objections if one.person)]
    )
    return page(
        request,
        "steward/upkeep.html",
        tasks=[(one, TASKS[one.kind], codes.get(one.person, "")) for one in tasks],
        pages=pages,
        due=due,
        next_due=nearest[0].acknowledge_by if nearest else None,
        objections=[(one, codes.get(one.person, "")) for one in objections if one.person],
    )


@audience(Role.STEWARD)
def show_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """What a caller found wrong, with the entry to put right."""
    task, visit = steward_task(task_id), visit_of(request)
    form = (DeathForm if task.kind is TaskKind.DEATH else NumberForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        put_right(
            actor=visit.actor,
            task=task,
            phone=given.get("phone", ""),
            is_dead=bool(given.get("is_confirmed")),
            can_be_called=bool(given.get("can_be_called")),
            at=visit.at,
        )
        messages.success(request, _("It is put right. The callers go on."))
        return redirect("steward:upkeep")
    card = entry_card(actor=visit.actor, person=task.person, at=visit.at)
    return page(
        request,
        "steward/task.html",
        task=task,
        kind=TASKS[task.kind],
        card=card,
        form=form,
        code=code_of(task.person),
    )


@audience(Role.STEWARD)
@require_POST
def settle_objection(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Asked by another channel: the person confirms her no, or says that she did not say it."""
    actor, at = actor_of(request), visit_of(request).at
    is_hers = request.POST.get("answer") == "yes"
    answer_check(actor=actor, objection_id=objection_id, is_hers=is_hers, at=at)
    messages.success(request, _("It is noted, with its date."))
    return redirect("steward:upkeep")
