"""Pairs of Aubrelle, as the machine found them and people decided: some said no, some gave no answer, most said yes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.journeys.propose_pairs import propose_pairs
from entremise.journeys.raise_concern import Concern, orient_to_service
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.introductions import agree_as_person, end_meeting
from entremise.mutual_aid.operations.needs import close_need, date_need, take_need
from entremise.mutual_aid.operations.proposals import (
    accept_proposal,
    expire_proposals,
    refuse_proposal,
    send_proposal,
)
from entremise.mutual_aid.queries.matching import proposals_of_needs
from entremise.mutual_aid.vocabulary.matching import Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.needs import Ending, NeedState
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import Consent

TURNS: Final = 3
SAY_NO: Final = 0.4
MET: Final = frozenset({"PROPOSED", "AGREED", "UNDER_WAY", "DONE"})
WITHOUT_HELP: Final = frozenset({"WITHDRAWN", "UNMET", "ORIENTED"})
ENDINGS: Final = {
    "WITHDRAWN": (Ending.NO_LONGER_NEEDED, Ending.ASKED_TO_STOP),
    "UNMET": (Ending.NOBODY_FOUND, Ending.NOT_OURS, Ending.TOO_LATE),
}
SOON: Final = 3  # of four severities
SERVICES: Final = (
    ("menage", "Elle ne peut plus tenir son logement seule : il faut un passage régulier."),
    ("papiers_droits", "Trois lettres de sa caisse restent sans réponse depuis l'été."),
    ("perte_autonomie", "Elle ne descend plus l'escalier. Un voisin ne suffit pas."),
)
BY_HELPER: Final = (
    RefusalReason.NOT_FREE,
    RefusalReason.TOO_FAR,
    RefusalReason.NOT_SUITED,
    RefusalReason.ALREADY_BUSY,
)
BY_DESK: Final = (RefusalReason.KNOWN_CONFLICT, RefusalReason.PERSON_PREFERS_OTHER)


@dataclass(frozen=True, slots=True)
class Asker:
    """A need that was understood, its owner, and how far it has come today."""

    need_id: int
    agent: Actor
    goal: str


class Pairing:
    """The plan of some days, what became of its pairs, and the plan again for whom nobody came."""

    def __init__(self, chance: random.Random, now: datetime) -> None:
        self.chance, self.now = chance, now

    def play(self, askers: Sequence[Asker], at: datetime) -> None:
        waiting = list(askers)
        for turn in range(TURNS):
            propose_pairs(actor=SYSTEM, at=at)
            found = proposals_of_needs([one.need_id for one in waiting])
            waiting = [
                one
                for one in waiting
                if one.need_id in found
                and self.answered(
                    one, found[one.need_id][0].proposal_id, at, is_last=turn == TURNS - 1
                )
            ]
            at = min(at + timedelta(hours=25), self.now)
            expire_proposals(actor=SYSTEM, at=at)
        for one in askers:
            self.end(one, at)

    def answered(self, one: Asker, proposal_id: int, at: datetime, *, is_last: bool) -> bool:
        """Play one pair; return whether somebody is looked for again."""
        says_no = one.goal in WITHOUT_HELP or (not is_last and self.chance.random() < SAY_NO)
        if one.goal == "QUALIFIED":
            return False
        if says_no:
            self.say_no(one, proposal_id, at)
            return True
        if one.goal in MET:
            self.meet(one, proposal_id, at)
        return False

    def say_no(self, one: Asker, proposal_id: int, at: datetime) -> None:
        how = self.chance.choices(("HELPER", "SILENCE", "DESK"), (5, 2, 2))[0]
        if how != "DESK":
            send_proposal(actor=one.agent, proposal_id=proposal_id, at=at)
        if how != "SILENCE":
            reason = self.chance.choice(BY_DESK if how == "DESK" else BY_HELPER)
            refuse_proposal(actor=one.agent, proposal_id=proposal_id, reason=reason, at=at)

    def meet(self, one: Asker, proposal_id: int, at: datetime) -> None:
        is_asked_now = one.goal == "PROPOSED"
        sent_at = self.now - timedelta(hours=3) if is_asked_now else at
        try:
            send_proposal(actor=one.agent, proposal_id=proposal_id, at=sent_at)
        except Refused:  # her place was given meanwhile
            return
        if is_asked_now:
            return
        at = min(at + timedelta(hours=self.chance.uniform(1, 20)), self.now)
        met = accept_proposal(actor=one.agent, proposal_id=proposal_id, at=at)
        if one.goal == "AGREED":
            return
        at = min(at + timedelta(hours=2), self.now)
        agree_as_person(actor=one.agent, introduction_id=met, at=at)
        if one.goal != "DONE":
            return
        at = min(at + timedelta(days=self.chance.uniform(1, 7)), self.now - timedelta(hours=1))
        outcome = self.chance.choices((Outcome.WENT_WELL, Outcome.PARTLY), (9, 1))[0]
        end_meeting(actor=one.agent, introduction_id=met, outcome=outcome, at=at)
        self.close(one, NeedState.DONE, Ending.HELPED, at)

    def end(self, one: Asker, at: datetime) -> None:
        """What is decided without a helper; what is open has its day."""
        later = at + timedelta(days=self.chance.uniform(1, 6))
        if one.goal in ENDINGS:
            self.close(one, NeedState(one.goal), self.chance.choice(ENDINGS[one.goal]), later)
        elif one.goal == "ORIENTED":
            self.orient(one)
        elif one.goal != "DONE":
            on = localdate(self.now) + timedelta(days=self.chance.choice((0, 1, 1, 2, 3)))
            date_need(actor=one.agent, need_id=one.need_id, next_on=on, at=self.now)
        else:
            self.close_unserved(one, later)

    def orient(self, one: Asker) -> None:
        """It is a trade's or a service's business: the orienteurs have it since this morning."""
        at = self.now - timedelta(hours=self.chance.uniform(3, 20))
        take_need(actor=one.agent, need_id=one.need_id, at=at)  # she sees the person again
        theme, said = self.chance.choice(SERVICES)
        concern = Concern((theme,), SOON, Consent.YES, ItemFacts(said=said))
        orient_to_service(actor=one.agent, need_id=one.need_id, concern=concern, at=at)

    def close_unserved(self, one: Asker, at: datetime) -> None:
        try:
            self.close(one, NeedState.UNMET, Ending.NOBODY_FOUND, at)
        except Refused:  # it was helped
            return

    def close(self, one: Asker, state: NeedState, ending: Ending, at: datetime) -> None:
        close_need(actor=one.agent, need_id=one.need_id, state=state, ending=ending, at=at)
