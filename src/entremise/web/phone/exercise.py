"""A call with an invented person, on the page of real calls, marked « exercise »."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.kits.vocabulary.training import SimulatedPerson, Walk, walk
from entremise.outreach.operations.learning import begin_exercise, choose_sentence
from entremise.outreach.queries.staffing import exercise_of, learnt_by
from entremise.outreach.vocabulary.staffing import EngagementCard
from entremise.web.phone.learning import lessons_of, own_engagement
from entremise.web.phone.learning_forms import SentenceForm, shuffled
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


def person_of(one: EngagementCard, code: str) -> SimulatedPerson:
    found = lessons_of(one).person(code)
    if found is None:
        raise Http404
    return found


@audience(Role.CALLER)
@require_safe
def show_exercise(request: HttpRequest, code: str) -> HttpResponse:
    """Before, during, after: one page in three states."""
    one = own_engagement(request)
    person = person_of(one, code)
    exercise = exercise_of(engagement_id=one.engagement_id, person=code)
    played = walk(person, exercise.choices if exercise else ())
    if exercise is None or (exercise.ended_at and not played.is_over):  # played in older words
        return page(request, "phone/learning/before.html", person=person)
    if played.is_over:
        learnt = learnt_by(engagement_id=one.engagement_id)
        following = next((p for p in lessons_of(one).people if p.code not in learnt.people), None)
        return page(
            request, "phone/learning/after.html", person=person, walk=played, following=following
        )
    return page(
        request,
        "phone/learning/exercise.html",
        person=person,
        walk=played,
        last=played.said[-1] if played.said else None,
        step=len(played.said),
        options=options(person, played),
    )


def options(person: SimulatedPerson, played: Walk) -> tuple[tuple[int, str], ...]:
    """The sentences offered, in an order that does not give the good one away."""
    if played.turn is None:
        return ()
    numbered = tuple((n, one.text) for n, one in enumerate(played.turn.options))
    return shuffled(numbered, f"{person.code} {played.turn.id} {len(played.said)}")


@audience(Role.CALLER)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    begin_exercise(actor=actor_of(request), person=code, at=visit_of(request).at)
    return redirect("phone:exercise", code=code)


@audience(Role.CALLER)
@require_POST
def say(request: HttpRequest, code: str) -> HttpResponse:
    form = SentenceForm(request.POST)
    if form.is_valid():
        choose_sentence(
            actor=actor_of(request),
            person=code,
            step=form.cleaned_data["step"],
            option=form.cleaned_data["option"],
            at=visit_of(request).at,
        )
    return redirect("phone:exercise", code=code)
