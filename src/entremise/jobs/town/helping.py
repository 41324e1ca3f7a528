"""What became of the needs of Aubrelle: some are done, some go on, some wait for the desk this morning."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate, localtime

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Actor
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.pairing import Asker, Pairing
from entremise.journeys.offer_pair import choose_pair
from entremise.journeys.propose_pairs import propose_pairs
from entremise.mutual_aid.operations.introductions import agree_as_person
from entremise.mutual_aid.operations.needs import (
    Understood,
    receive_need,
    take_need,
    understand_need,
)
from entremise.mutual_aid.operations.proposals import accept_proposal
from entremise.mutual_aid.queries.nearby import needs_nearby
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.needs import Deadline, NewNeed, Urgency, When

AT_ONCE = 20  # needs between two plans of the past
ANSWERED = timedelta(hours=31)
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who asks: the key of her words, herself, what, where, and the language that she needs."""

    key: UUID
    person: UUID
    category: str
    spot: Spot
    language: str


@dataclass(slots=True)
class HelpPast:
    """Plays needs from their entry to where they stand today, through the machine and the operations of the desk."""

    cast: Cast
    chance: random.Random
    offers: Sequence[int]
    now: datetime
    agents: tuple[Actor, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.agents = tuple(self.cast.actor(name, self.now) for name in AGENTS)

    def play(self, askers: Iterable[Wanted]) -> None:
        goals = [goal for goal, count in PLAN for _ in range(count)]
        coming = sorted(
            (
                (self.opened_at(goal), goal, asker)
                for goal, asker in zip(goals, askers, strict=True)
            ),
            key=lambda one: one[0],
        )
        pairing = Pairing(self.chance, self.now)
        for start in range(0, len(coming), AT_ONCE):
            part = coming[start : start + AT_ONCE]
            known = [self.entered(*one) for one in part]
            last = min(part[-1][0] + ANSWERED, self.now)
            pairing.play([one for one in known if one is not None], last)
        self.fill_the_day_of(self.offers[0])
        propose_pairs(actor=SYSTEM, at=self.now)

    def opened_at(self, goal: str) -> datetime:
        if goal == "RECEIVED":
            return self.now - timedelta(hours=self.chance.uniform(0.3, 40))
        is_over = goal in ("DONE", "WITHDRAWN", "UNMET")
        days = self.chance.uniform(14, 140) if is_over else self.chance.uniform(1.5, 9)
        return self.now - timedelta(days=days)

    def fill_the_day_of(self, offer_id: int) -> None:
        """The helper of the demonstration is asked one thing, and helps two people."""
        mine = offer(offer_id, on=localdate(self.now))
        if mine.spot is None:
            return
        near = needs_nearby(
            spot=mine.spot, radius_m=9000, categories=mine.categories, offset=0, size=3
        )
        for number, found in enumerate(near):
            agent = Actor(user_id=found.need.owner_id)
            need_id, at = found.need.need_id, self.now - timedelta(hours=2)
            asked = choose_pair(actor=agent, need_id=need_id, offer_id=offer_id, at=at)
            if number:
                met = accept_proposal(actor=agent, proposal_id=asked, at=self.now)
                day = localdate(self.now) + timedelta(days=number)
                agree_as_person(actor=agent, introduction_id=met, at=self.now, meet_on=day)

    def entered(self, opened_at: datetime, goal: str, asker: Wanted) -> Asker | None:
        """Received, and understood by an agent; none: it waits for the desk."""
        new = self.new_need(goal, asker)
        if new.is_danger:  # it is for today, or somebody has forgotten it
            opened_at = max(opened_at, localtime(self.now).replace(hour=0, minute=0, second=0))
        need_id = receive_need(actor=RESIDENT, new=new, at=opened_at)
        if goal == "RECEIVED":
            return None
        agent = self.chance.choice(self.agents)
        at = opened_at + timedelta(hours=self.chance.uniform(0.5, 30))
        take_need(actor=agent, need_id=need_id, at=at)
        what = Understood(
            asker.category,
            self.chance.choices(list(Urgency), (12, 46, 42))[0],
            self.when(),
            is_shown=self.chance.random() < 0.8,
            language=asker.language,
            sentence=SHOWN[asker.category],
        )
        understand_need(actor=agent, need_id=need_id, what=what, at=at)
        return Asker(need_id, agent, goal)

    def new_need(self, goal: str, asker: Wanted) -> NewNeed:
        return NewNeed(
            key=asker.key,
            person=asker.person,
            category=asker.category,
            channel=self.chance.choices(*CHANNELS)[0],
            spot=asker.spot,
            is_danger=goal == "RECEIVED" and self.chance.random() < 0.1,
            is_shown=True,
            language=asker.language,
        )

    def when(self) -> When:
        deadline = self.chance.choices(list(Deadline), (40, 30, 12, 18))[0]
        if deadline in (Deadline.BEFORE, Deadline.ON):
            return When(deadline, localdate(self.now) + timedelta(days=self.chance.randint(2, 14)))
        return When(deadline)
