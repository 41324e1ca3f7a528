"""What a caller does to learn: screens with their gesture, the quiz, simulated calls; what others attest."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.kits.queries import training
from entremise.kits.vocabulary.training import Training, walk
from entremise.outreach.models import Engagement, Exercise, LevelMove, Milestone
from entremise.outreach.operations.engaging import locked, own, staffed
from entremise.outreach.queries.staffing import is_referent
from entremise.outreach.vocabulary.staffing import (
    ONCE,
    EngagementState,
    MilestoneKind,
    MoveCause,
    Refusal,
    Standing,
)


@transaction.atomic
def finish_screen(*, actor: Actor, order: int, words: str, at: datetime) -> None:
    """The gesture of a screen is done; again changes its words; refuse with `NOT_ENGAGED`."""
    row = own(actor)
    if lessons(row).screen(order) is None:
        raise Refused(Refusal.WRONG_STATE)
    Milestone.objects.update_or_create(
        engagement=row,
        kind=MilestoneKind.SCREEN,
        code=str(order),
        defaults={"words": words},
        create_defaults={"words": words, "at": at},
    )


@transaction.atomic
def answer_quiz(*, actor: Actor, answers: dict[str, int], at: datetime) -> tuple[str, ...]:
    """The questions answered wrongly: none of them, and the quiz is behind her; whoever slept is awake again."""
    row = own(actor)
    wrong = tuple(
        one.id
        for one in lessons(row).quiz
        if not is_right(answers.get(one.id, -1), tuple(choice.right for choice in one.choices))
    )
    row.quiz_tries += 1
    row.quiz_wrong = list(wrong)
    row.save(update_fields=["quiz_tries", "quiz_wrong"])
    if not wrong:
        learn(row, MilestoneKind.QUIZ, "", at)
        if row.standing == Standing.ASLEEP:
            wake(row, actor, at)
    return wrong


def lessons(row: Engagement) -> Training:
    """What her body teaches now; what she has done stays done whatever its words become."""
    return training(organization_id=row.organization_id)


def is_right(answer: int, right: tuple[bool, ...]) -> bool:
    return 0 <= answer < len(right) and right[answer]


def wake(row: Engagement, actor: Actor, at: datetime) -> None:
    row.standing = Standing.READY
    row.save(update_fields=["standing"])
    LevelMove.objects.create(
        engagement=row,
        at=at,
        by_id=actor.user_id,
        before=row.level,
        after=row.level,
        cause=MoveCause.REFRESHED,
    )


@transaction.atomic
def begin_exercise(*, actor: Actor, person: str, at: datetime) -> None:
    """A call with an invented person; one that is under way goes on; refuse with `NOT_ENGAGED`, `WRONG_STATE`."""
    row = own(actor)
    if lessons(row).person(person) is None:
        raise Refused(Refusal.WRONG_STATE)
    Exercise.objects.get_or_create(
        engagement=row, person=person, ended_at=None, defaults={"started_at": at}
    )


@transaction.atomic
def choose_sentence(*, actor: Actor, person: str, step: int, option: int, at: datetime) -> None:
    """Say one of the sentences offered; a page that is behind changes nothing; refuse with `WRONG_STATE`."""
    row = own(actor)
    invented = lessons(row).person(person)
    exercise = (
        Exercise.objects.select_for_update(of=("self",))
        .filter(engagement=row, person=person, ended_at=None)
        .order_by("pk")
        .first()
    )
    if exercise is None or invented is None:
        raise Refused(Refusal.WRONG_STATE)
    if step != len(exercise.choices):
        return
    after = walk(invented, (*exercise.choices, option))
    if len(after.said) == step:
        raise Refused(Refusal.WRONG_STATE)
    exercise.choices.append(option)
    exercise.ended_at = at if after.is_over else None
    exercise.save(update_fields=["choices", "ended_at"])
    if after.is_good:
        learn(row, MilestoneKind.PERSON, person, at)


def learn(row: Engagement, kind: MilestoneKind, code: str, at: datetime, words: str = "") -> None:
    Milestone.objects.get_or_create(
        engagement=row, kind=kind, code=code, defaults={"at": at, "words": words}
    )


@transaction.atomic
def note_shared_call(*, actor: Actor, engagement_id: int, words: str, at: datetime) -> None:
    """A call was listened to by two, never recorded; refuse with `NOT_A_REFERENT`, `NOT_FOR_ONESELF`."""
    attest(actor, locked(engagement_id), MilestoneKind.SHADOWED, words, at)


@transaction.atomic
def note_half_day(*, actor: Actor, engagement_id: int, words: str, at: datetime) -> None:
    """She was there for the half-day of level 3; refuse with `NOT_A_REFERENT`, `NOT_FOR_ONESELF`."""
    attest(actor, locked(engagement_id), MilestoneKind.HALF_DAY, words, at)


@transaction.atomic
def note_opinion(*, actor: Actor, engagement_id: int, words: str, at: datetime) -> None:
    """What the social worker said, with who she is, noted by a lead; refuse with `NOT_ENGAGED`."""
    row = staffed(actor, engagement_id)
    if row.user_id == actor.user_id:
        raise Refused(Refusal.NOT_FOR_ONESELF)
    add(row, MilestoneKind.OPINION, actor, words, at)


@transaction.atomic
def wish_to_refer(*, actor: Actor, at: datetime) -> None:
    """Her own wish to become a referent; refuse with `NOT_ENGAGED`."""
    row = own(actor)
    if not Milestone.objects.filter(engagement=row, kind=MilestoneKind.WISH).exists():
        add(row, MilestoneKind.WISH, actor, "", at)


def attest(actor: Actor, row: Engagement, kind: MilestoneKind, words: str, at: datetime) -> None:
    require_referent_for(actor, row)
    add(row, kind, actor, words, at)


def require_referent_for(actor: Actor, row: Engagement) -> None:
    """A level 4 of the same body, for somebody else who is admitted."""
    if row.user_id == actor.user_id:
        raise Refused(Refusal.NOT_FOR_ONESELF)
    if row.organization_id != actor.organization_id or not is_referent(actor=actor):
        raise Refused(Refusal.NOT_A_REFERENT)
    if row.state != EngagementState.ADMITTED:
        raise Refused(Refusal.WRONG_STATE)


def add(row: Engagement, kind: MilestoneKind, actor: Actor, words: str, at: datetime) -> None:
    assert kind not in ONCE
    Milestone.objects.create(
        engagement=row, kind=kind, at=at, noted_by_id=actor.user_id, words=words
    )
