"""Learning to call: ten screens, the quiz, three invented people, then a call listened to by two."""

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

from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.kits.queries import training
from entremise.kits.vocabulary.training import GestureKind, Screen, Training
from entremise.outreach.operations.engaging import sign_letter
from entremise.outreach.operations.learning import answer_quiz, finish_screen, wish_to_refer
from entremise.outreach.operations.levels import appeal, step_down
from entremise.outreach.queries.reviews import readings_of, remarks_by
from entremise.outreach.queries.staffing import (
    engagement_of,
    facts_of,
    learnt_by,
    milestones_of,
    moves_of,
)
from entremise.outreach.vocabulary.staffing import (
    HIGHEST,
    EngagementCard,
    EngagementState,
    Learnt,
    MilestoneKind,
    MoveCause,
    Need,
    Refusal,
    Standing,
    Step,
    steps_to,
)
from entremise.web.phone.forms import WordsForm
from entremise.web.phone.learning_forms import GestureForm, QuizForm
from entremise.web.phone.letters import mission_letter
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import actor_of, visit_of

LEVELS: Final = {
    0: gettext_lazy("in training"),
    1: gettext_lazy("listening"),
    2: gettext_lazy("spotting"),
    3: gettext_lazy("complex"),
    4: gettext_lazy("referent"),
}
NEEDS: Final = {
    Need.SCREENS: gettext_lazy("Screens of the module"),
    Need.LETTER: gettext_lazy("Letter of mission signed"),
    Need.QUIZ: gettext_lazy("Emergency quiz, five out of five"),
    Need.PEOPLE: gettext_lazy("Simulated calls"),
    Need.SHADOWED: gettext_lazy("Calls listened to by two"),
    Need.TALKS: gettext_lazy("Talks"),
    Need.REPORTS: gettext_lazy("Reports read, one sent back at most"),
    Need.DEBRIEFS: gettext_lazy("Debriefs done at the end of each shift"),
    Need.HALF_DAY: gettext_lazy("Half-day with a social worker"),
    Need.OPINION: gettext_lazy("Opinion of a social worker"),
    Need.WISH: gettext_lazy("Your own wish"),
}
MOVES: Final = {
    MoveCause.PROMOTED: gettext_lazy("Level opened"),
    MoveCause.ELSEWHERE: gettext_lazy("Level recognised"),
    MoveCause.BY_WISH: gettext_lazy("One level less, by choice"),
    MoveCause.SUSPENDED: gettext_lazy("Suspended"),
    MoveCause.UPHELD: gettext_lazy("Suspension kept after an appeal"),
    MoveCause.RESTORED: gettext_lazy("Back to calls"),
    MoveCause.FELL_ASLEEP: gettext_lazy("Sixty days without a call"),
    MoveCause.REFRESHED: gettext_lazy("Refresher done"),
}


@dataclass(frozen=True, slots=True)
class StepLine:
    label: StrOrPromise
    step: Step


def step_lines(steps: tuple[Step, ...]) -> tuple[StepLine, ...]:
    return tuple(StepLine(NEEDS[one.need], one) for one in steps)


def own_engagement(request: HttpRequest) -> EngagementCard:
    """Who learns is admitted; refuse with `NOT_ENGAGED`."""
    found = engagement_of(user_id=actor_of(request).user_id)
    if found is None or found.state is not EngagementState.ADMITTED:
        raise Refused(Refusal.NOT_ENGAGED)
    return found


def lessons_of(one: EngagementCard) -> Training:
    """What the body she is engaged with teaches."""
    return training(organization_id=one.organization_id)


@audience(Role.CALLER)
@require_safe
def show_training(request: HttpRequest) -> HttpResponse:
    """Her own way, nobody else's: what is done, what comes next, what the next level asks."""
    one = own_engagement(request)
    learnt = learnt_by(engagement_id=one.engagement_id)
    steps = steps_to(one.level + 1, facts_of(engagement_id=one.engagement_id))
    moves, lessons = moves_of(engagement_id=one.engagement_id), lessons_of(one)
    return page(
        request,
        "phone/learning/home.html",
        one=one,
        level=LEVELS[one.level],
        next_level=LEVELS.get(one.level + 1, ""),
        is_highest=one.level == HIGHEST,
        is_asleep=one.standing is Standing.ASLEEP,
        is_suspended=one.standing is Standing.SUSPENDED,
        steps=step_lines(steps),
        training=lessons,
        learnt=learnt,
        go_on=go_on(learnt, one, lessons),
        wants=one.level == HIGHEST - 1 and not any(s.need is Need.WISH and s.is_met for s in steps),
        readings=readings_of(user_id=one.user_id),
        remarks=remarks_by(user_id=one.user_id),
        moves=tuple((m.at, f"{MOVES[m.cause]}, {m.after}", m.reason) for m in moves),
        appeal_form=WordsForm(),
    )


def go_on(learnt: Learnt, one: EngagementCard, lessons: Training) -> tuple[str, StrOrPromise]:
    """The one next thing to do, or nothing."""
    screen = next((s.order for s in lessons.screens if s.order not in learnt.screens), 0)
    if screen:
        words = _("Go on with the training") if learnt.screens else _("Begin the training")
        return reverse("phone:screen", args=[screen]), words
    if not learnt.has_quiz or one.standing is Standing.ASLEEP:
        return reverse("phone:quiz"), _("Answer the emergency quiz")
    person = next((p.code for p in lessons.people if p.code not in learnt.people), "")
    return (reverse("phone:exercise", args=[person]), _("Play a call")) if person else ("", "")


@audience(Role.CALLER)
def show_screen(request: HttpRequest, order: int) -> HttpResponse:
    """One short page and its gesture; the next one follows."""
    one = own_engagement(request)
    lessons = lessons_of(one)
    screen = lessons.screen(order)
    if screen is None:
        raise Http404
    kept = words_of(one, order)
    form = GestureForm(request.POST or None, gesture=screen.gesture, words=kept)
    if request.method == "POST" and form.is_valid():
        actor, at = actor_of(request), visit_of(request).at
        if screen.gesture.kind == GestureKind.SIGN:
            sign_letter(actor=actor, at=at)
        finish_screen(actor=actor, order=order, words=form.words(), at=at)
        return redirect(after(screen, lessons))
    return page(
        request,
        "phone/learning/screen.html",
        screen=screen,
        count=len(lessons.screens),
        form=form,
        letter=mission_letter(request, one) if screen.gesture.kind == GestureKind.SIGN else None,
        sheet=lessons.people[0] if screen.gesture.kind == GestureKind.OPEN else None,
        is_done=bool(kept) or order in learnt_by(engagement_id=one.engagement_id).screens,
        before=order - 1,
    )


def words_of(one: EngagementCard, order: int) -> tuple[str, ...]:
    found = milestones_of(engagement_id=one.engagement_id)
    mine = (m.words for m in found if m.kind is MilestoneKind.SCREEN and m.code == str(order))
    return tuple(next(mine, "").splitlines())


def after(screen: Screen, lessons: Training) -> str:
    following = lessons.screen(screen.order + 1)
    if following is None:
        return reverse("phone:quiz")
    return reverse("phone:screen", args=[following.order])


@audience(Role.CALLER)
def show_quiz(request: HttpRequest) -> HttpResponse:
    """Five out of five; each mistake is explained, then another order."""
    one = own_engagement(request)
    lessons = lessons_of(one)
    quiz = lessons.quiz
    seed = f"{one.engagement_id} {one.quiz_tries}"
    form = QuizForm(request.POST or None, questions=quiz, seed=seed)
    if request.method == "POST" and form.is_valid():
        wrong = answer_quiz(
            actor=actor_of(request), answers=form.answers(), at=visit_of(request).at
        )
        if wrong:
            return redirect("phone:quiz")
        messages.success(request, _("Five out of five. Well done."))
        return redirect("phone:training")
    return page(
        request,
        "phone/learning/quiz.html",
        form=form,
        wrong=tuple(one_of for one_of in quiz if one_of.id in one.quiz_wrong),
        has_tried=one.quiz_tries > 0,
        is_asleep=one.standing is Standing.ASLEEP,
        refreshed=tuple(s for s in lessons.screens if s.order in REFRESHER),
    )


REFRESHER: Final = (4, 7, 9)  # the first words, the yes, the emergency


@audience(Role.CALLER)
@require_safe
def print_training(request: HttpRequest) -> HttpResponse:
    return sheet(
        request,
        "phone/learning/print.html",
        file=_("training-of-callers"),
        training=training(organization_id=actor_of(request).organization_id),
    )


@audience(Role.CALLER)
@require_safe
def show_letter(request: HttpRequest) -> HttpResponse:
    one = own_engagement(request)
    return sheet(
        request,
        "phone/learning/letter.html",
        file=_("letter-of-mission"),
        letter=mission_letter(request, one),
        may_sign=one.signed_at is None,
        back_url=reverse("phone:training"),
    )


@audience(Role.CALLER)
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    sign_letter(actor=actor_of(request), at=visit_of(request).at)
    messages.success(request, _("Signed. You may print it."))
    return redirect("phone:letter")


@audience(Role.CALLER)
@require_POST
def go_down(request: HttpRequest) -> HttpResponse:
    step_down(actor=actor_of(request), at=visit_of(request).at)
    messages.success(request, _("Done. Your choice is respected; the way up stays open."))
    return redirect("phone:training")


@audience(Role.CALLER)
@require_POST
def wish(request: HttpRequest) -> HttpResponse:
    wish_to_refer(actor=actor_of(request), at=visit_of(request).at)
    messages.success(request, _("Noted: you would like to become a referent."))
    return redirect("phone:training")


@audience(Role.CALLER)
@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    form = WordsForm(request.POST)
    if form.is_valid():
        appeal(actor=actor_of(request), words=form.cleaned_data["words"], at=visit_of(request).at)
        messages.success(request, _("Your appeal is with another lead."))
    else:
        messages.error(request, _("Write a few words, then send your appeal."))
    return redirect("phone:training")
