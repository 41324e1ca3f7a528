"""Who is engaged to call, and who learns: somebody in each state, by the same operations as on screen."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.jobs.town.cast import Cast
from entremise.jobs.town.staff import CALLERS, LEARNERS, Worker
from entremise.journeys.engage_caller import let_in
from entremise.kits.queries import shipped_training
from entremise.kits.vocabulary.training import Mark, SimulatedPerson
from entremise.outreach.operations.engaging import ask_to_call, sign_letter
from entremise.outreach.operations.learning import (
    answer_quiz,
    begin_exercise,
    choose_sentence,
    finish_screen,
)
from entremise.outreach.operations.levels import put_to_sleep, recognise
from entremise.outreach.operations.reviews import remark_on_script
from entremise.outreach.vocabulary.reviews import RemarkSource
from entremise.outreach.vocabulary.staffing import EngagementKind, NewEngagement

LEAD: Final = "Awa Diarra"
REFERENT: Final = "Émile Sarrazin"
MANAGER: Final = "Corinne Delmas, directrice des sports"
REASON: Final = "Formation suivie à la campagne de l'été 2025"
YEAR: Final = timedelta(days=365)
MONTH: Final = timedelta(days=30)
AGENTS: Final = frozenset({"Marek Nowicki", "Perrine Gauchet", "Émile Sarrazin", "Nadia Bourdon"})
WAITS_FOR_CONSENT, BEGINS, LEARNS, WAITS_FOR_A_CALL, SLEEPS = LEARNERS


def engage_callers(cast: Cast, at: datetime) -> None:
    """The eighteen who called last summer keep their level, with the word of their lead."""
    for worker in CALLERS:
        engagement_id = engage(cast, worker, at)
        keep_level(cast, worker, engagement_id, worker.level, at)


def engage(cast: Cast, worker: Worker, at: datetime) -> int:
    is_agent = worker.name in AGENTS
    has_consent = is_agent and worker is not WAITS_FOR_CONSENT
    return ask_to_call(
        actor=cast.actor(LEAD, at),
        new=NewEngagement(
            user_id=cast.users[worker.name],
            organization_id=cast.host,
            kind=EngagementKind.AGENT if is_agent else EngagementKind.VOLUNTEER,
            hours_per_week=6 if is_agent else 3,
            ends_on=localdate(at + YEAR),
            languages=worker.languages,
            manager_name=MANAGER if has_consent else "",
            consented_on=localdate(at) if has_consent else None,
        ),
        at=at,
    )


def keep_level(cast: Cast, worker: Worker, engagement_id: int, level: int, at: datetime) -> None:
    lead = cast.actor(LEAD, at)
    admit_one(cast, engagement_id, None, at)
    sign_letter(actor=cast.actor(worker.name, at), at=at)
    recognise(actor=lead, engagement_id=engagement_id, level=level, reason=REASON, at=at)


def admit_one(cast: Cast, engagement_id: int, campaign_id: int | None, at: datetime) -> None:
    let_in(
        actor=cast.actor(LEAD, at),
        engagement_id=engagement_id,
        referent_id=cast.users[REFERENT],
        campaign_id=campaign_id,
        at=at,
    )


def teach(cast: Cast, campaign_id: int, now: datetime) -> None:
    """One waits for a consent, one begins, one is halfway, one waits for a call by two, one sleeps."""
    at = now - 3 * MONTH
    keep_level(cast, SLEEPS, engage(cast, SLEEPS, at), 1, at)
    put_to_sleep(at=now - timedelta(days=1))
    asked = now - timedelta(days=2)
    engage(cast, WAITS_FOR_CONSENT, asked)
    for worker in (BEGINS, LEARNS, WAITS_FOR_A_CALL):
        admit_one(cast, engage(cast, worker, asked), campaign_id, asked)
    screens(cast, LEARNS, 4, now - timedelta(hours=20))
    learn_all(cast, now - timedelta(hours=3))
    actor = cast.actor("Jean-Luc Pasquet", now)
    for words, source in (
        ("La question 6 arrive trop tôt quand la personne vient de perdre quelqu'un.", "CALL"),
        ("Que répondre quand on me demande si la facture baissera ?", "UNANSWERED"),
    ):
        remark_on_script(
            actor=actor,
            campaign_id=campaign_id,
            words=words,
            source=RemarkSource(source),
            at=now - timedelta(hours=4),
        )


def screens(cast: Cast, worker: Worker, count: int, at: datetime) -> None:
    actor = cast.actor(worker.name, at)
    for screen in shipped_training().screens[:count]:
        finish_screen(actor=actor, order=screen.order, words="Émile", at=at)


def learn_all(cast: Cast, at: datetime) -> None:
    """Everything that one does alone."""
    screens(cast, WAITS_FOR_A_CALL, 10, at)
    actor = cast.actor(WAITS_FOR_A_CALL.name, at)
    sign_letter(actor=actor, at=at)
    right = {
        one.id: next(n for n, choice in enumerate(one.choices) if choice.right)
        for one in shipped_training().quiz
    }
    answer_quiz(actor=actor, answers=right, at=at)
    for person in shipped_training().people:
        begin_exercise(actor=actor, person=person.code, at=at)
        for step, option in enumerate(expected(person)):
            choose_sentence(actor=actor, person=person.code, step=step, option=option, at=at)


def expected(person: SimulatedPerson) -> tuple[int, ...]:
    return tuple(
        next(n for n, one in enumerate(turn.options) if one.mark == Mark.EXPECTED)
        for turn in person.turns
    )
