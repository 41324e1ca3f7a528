"""What became of the needs of Aubrelle: some are done, some go on, some wait for the desk this morning."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Actor
from entremise.jobs.town.cast import Cast
from entremise.journeys.aid_categories import credentials_asked
from entremise.journeys.propose_pairs import propose_pairs
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.introductions import agree_as_person, end_meeting
from entremise.mutual_aid.operations.needs import (
    Understood,
    close_need,
    date_need,
    receive_need,
    take_need,
    understand_need,
)
from entremise.mutual_aid.operations.proposals import accept_proposal, propose_pair
from entremise.mutual_aid.operations.reports import orient_need
from entremise.mutual_aid.queries.nearby import needs_nearby, offers_for
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.matching import Author, Ground, NewProposal, Outcome
from entremise.mutual_aid.vocabulary.needs import (
    Deadline,
    Ending,
    NeedState,
    NewNeed,
    Urgency,
    When,
)

AGENTS = ("Olga Shevchuk", "Idris Caradec")
CHANNELS = ((Channel.FORM, Channel.PHONE, Channel.PAPER, Channel.SMS), (44, 38, 10, 8))
# How far each of the 160 needs has come, and how many of them.
PLAN = (
    ("DONE", 66),
    ("WITHDRAWN", 13),
    ("UNMET", 9),
    ("RECEIVED", 14),
    ("QUALIFIED", 24),
    ("PROPOSED", 10),
    ("AGREED", 5),
    ("UNDER_WAY", 15),
    ("ORIENTED", 4),
)
SHOWN = {
    "courses": "Porter des courses lourdes.",
    "conversation": "Parler une fois par semaine, au téléphone.",
    "trajet": "Accompagner un trajet à l'hôpital, aller et retour.",
    "animal": "Promener un chien le matin.",
    "devoirs": "Aider en maths, classe de quatrième.",
    "numerique": "Montrer comment appeler en vidéo.",
    "bricolage": "Changer une ampoule dans un escalier.",
    "demarches": "Lire une lettre ensemble et y répondre.",
    "visite": "Passer dire bonjour une fois par semaine.",
    "autre": "Arroser des plantes deux fois par semaine.",
}


@dataclass(slots=True)
class HelpPast:
    """Plays needs from their entry to where they stand today, through the operations of the desk."""

    cast: Cast
    chance: random.Random
    offers: Sequence[int]
    now: datetime
    agents: tuple[Actor, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.agents = tuple(self.cast.actor(name, self.now) for name in AGENTS)

    def play(self, askers: Iterable[tuple[UUID, UUID, str, Spot]]) -> None:
        goals = [goal for goal, count in PLAN for _ in range(count)]
        for goal, asker in zip(goals, askers, strict=True):
            self.one(goal, *asker)
        self.fill_the_day_of(self.offers[0])
        propose_pairs(actor=SYSTEM, at=self.now)

    def fill_the_day_of(self, offer_id: int) -> None:
        """The helper of the demonstration is asked one thing, and helps two people."""
        mine = offer(offer_id, on=self.now.date())
        if mine.spot is None:
            return
        near = needs_nearby(
            spot=mine.spot, radius_m=9000, categories=mine.categories, offset=0, size=3
        )
        for number, found in enumerate(near):
            agent = Actor(user_id=found.need.owner_id)
            new = NewProposal(found.need.need_id, offer_id, Author.AGENT, found.distance_m)
            asked = propose_pair(actor=agent, new=new, at=self.now - timedelta(hours=2))
            if number:
                met = accept_proposal(actor=agent, proposal_id=asked, at=self.now)
                day = (self.now + timedelta(days=number)).date()
                agree_as_person(actor=agent, introduction_id=met, at=self.now, meet_on=day)

    def one(self, goal: str, key: UUID, person: UUID, category: str, spot: Spot) -> None:
        is_over = goal in ("DONE", "WITHDRAWN", "UNMET")
        days = self.chance.uniform(12, 140) if is_over else self.chance.uniform(1.5, 9)
        opened_at = self.now - timedelta(days=days)
        if goal == "RECEIVED":
            opened_at = self.now - timedelta(hours=self.chance.uniform(0.3, 40))
        need_id = receive_need(
            actor=RESIDENT, new=self.new_need(goal, key, person, category, spot), at=opened_at
        )
        if goal == "RECEIVED":
            return
        agent = self.chance.choice(self.agents)
        at = opened_at + timedelta(hours=self.chance.uniform(0.5, 30))
        take_need(actor=agent, need_id=need_id, at=at)
        what = Understood(
            category,
            self.chance.choices(list(Urgency), (12, 46, 42))[0],
            self.when(),
            is_shown=self.chance.random() < 0.8,
            sentence=SHOWN[category],
        )
        understand_need(actor=agent, need_id=need_id, what=what, at=at)
        if not is_over:
            on = (self.now + timedelta(days=self.chance.choice((0, 1, 1, 2, 3)))).date()
            date_need(actor=agent, need_id=need_id, next_on=on, at=at)
        self.go_on(goal, need_id, agent, category, spot, at + timedelta(hours=4))

    def go_on(
        self, goal: str, need_id: int, agent: Actor, category: str, spot: Spot, at: datetime
    ) -> None:
        if goal == "ORIENTED":
            on = (self.now + timedelta(days=2)).date()
            orient_need(actor=agent, need_id=need_id, next_on=on, at=at)
        elif goal in ("WITHDRAWN", "UNMET"):
            ending = {
                "WITHDRAWN": (Ending.NO_LONGER_NEEDED, Ending.ASKED_TO_STOP),
                "UNMET": (Ending.NOBODY_FOUND, Ending.NOT_OURS, Ending.TOO_LATE),
            }[goal]
            close_need(
                actor=agent,
                need_id=need_id,
                state=NeedState(goal),
                ending=self.chance.choice(ending),
                at=at + timedelta(days=self.chance.uniform(1, 6)),
            )
        elif goal != "QUALIFIED":
            self.meet(goal, need_id, agent, category, spot, at)

    def meet(
        self, goal: str, need_id: int, agent: Actor, category: str, spot: Spot, at: datetime
    ) -> None:
        sent_at = self.now - timedelta(hours=3) if goal == "PROPOSED" else at
        proposal = self.asked(need_id, agent, category, spot, sent_at)
        if proposal is None or goal == "PROPOSED":
            return
        at += timedelta(hours=self.chance.uniform(1, 20))
        met = accept_proposal(actor=agent, proposal_id=proposal, at=at)
        if goal == "AGREED":
            return
        at += timedelta(hours=2)
        agree_as_person(actor=agent, introduction_id=met, at=at)
        if goal != "DONE":
            return
        at = min(at + timedelta(days=self.chance.uniform(1, 7)), self.now - timedelta(hours=1))
        outcome = self.chance.choices((Outcome.WENT_WELL, Outcome.PARTLY), (9, 1))[0]
        end_meeting(actor=agent, introduction_id=met, outcome=outcome, at=at)
        close_need(actor=agent, need_id=need_id, state=NeedState.DONE, ending=Ending.HELPED, at=at)

    def asked(
        self, need_id: int, agent: Actor, category: str, spot: Spot, at: datetime
    ) -> int | None:
        """One of the nearest who fits and has a place."""
        found = offers_for(
            spot=spot,
            category=category,
            language="",
            limit=6,
            credential=credentials_asked().get(category, ""),
            on=self.now.date(),
        )
        for near in self.chance.sample(found, len(found)):
            new = NewProposal(
                need_id,
                near.offer.offer_id,
                Author.AGENT,
                near.distance_m,
                (Ground("DISTANCE", near.distance_m),),
            )
            try:
                return propose_pair(actor=agent, new=new, at=at)
            except Refused:
                continue
        return None

    def new_need(self, goal: str, key: UUID, person: UUID, category: str, spot: Spot) -> NewNeed:
        is_danger = goal == "RECEIVED" and self.chance.random() < 0.1
        return NewNeed(
            key=key,
            person=person,
            category=category,
            channel=self.chance.choices(*CHANNELS)[0],
            spot=spot,
            is_danger=is_danger,
            is_shown=True,
        )

    def when(self) -> When:
        deadline = self.chance.choices(list(Deadline), (40, 30, 12, 18))[0]
        if deadline in (Deadline.BEFORE, Deadline.ON):
            return When(deadline, (self.now + timedelta(days=self.chance.randint(2, 14))).date())
        return When(deadline)
