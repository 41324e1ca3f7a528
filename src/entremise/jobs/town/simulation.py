"""Callers at work: shifts, calls and their outcomes, from a seed, through the same operations as on screen."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.staff import CALLERS
from entremise.jobs.town.watches import book, one_shift
from entremise.kernel.errors import Refused
from entremise.outreach.operations.calls import claim_next_call, give_notice, show_number
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.contacts import note_guardian, open_contact
from entremise.outreach.vocabulary.calls import Closing, Outcome, TakenCall
from entremise.outreach.vocabulary.contacts import ContactKind, News

MISSES = (Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.BUSY)


@dataclass(frozen=True, slots=True)
class PastCall:
    """One attempt of the past, for the log that the person may read."""

    at: datetime
    user_id: int
    person: UUID
    call_id: int
    is_spoken: bool


@dataclass(slots=True)
class Platform:
    """A campaign and its callers, with what happened so far."""

    cast: Cast
    campaign_id: int
    chance: random.Random
    reached: set[UUID] = field(default_factory=set)
    reach_at_most: int = 10_000
    past: list[PastCall] = field(default_factory=list)
    guarded: UUID | None = None  # under a guardian, who is told too

    def shift(self, starts_at: datetime, hours: float, *, seats: int, opened_at: datetime) -> None:
        """A shift with a caller on each seat."""
        shift_id = one_shift(
            self.cast,
            self.campaign_id,
            starts_at,
            timedelta(hours=hours),
            seats=seats,
            opened_at=opened_at,
        )
        book(self.cast, shift_id, CALLERS[:seats], opened_at)

    def calls(self, starts_at: datetime, hours: float, count: int, *, callers: int = 18) -> int:
        """So many calls in a shift, a caller after the other; return how many were made."""
        actors = [self.cast.actor(worker.name, starts_at) for worker in CALLERS[:callers]]
        step = timedelta(hours=hours) / max(count, 1)
        made = 0
        for number in range(count * 2):
            if made == count:
                break
            at = starts_at + step * (number / 2)
            made += self.one_call(actors[number % len(actors)], at)
        return made

    def one_call(self, actor: Actor, at: datetime) -> bool:
        try:
            taken = claim_next_call(actor=actor, campaign_id=self.campaign_id, at=at)
        except Refused:
            return False
        is_spoken = self.is_spoken(taken)
        outcome = Outcome.SPOKEN_WELL if is_spoken else self.chance.choice(MISSES)
        self.finish(actor, taken, outcome, at)
        return True

    def is_spoken(self, taken: TakenCall) -> bool:
        if taken.person in self.reached:
            return self.chance.random() < 0.62
        return len(self.reached) < self.reach_at_most and self.chance.random() < 0.5

    def finish(self, actor: Actor, taken: TakenCall, outcome: Outcome, at: datetime) -> datetime:
        """Show, speak or not, close; return when it ended."""
        shown = at + timedelta(seconds=30)
        is_spoken = outcome in {Outcome.SPOKEN_WELL, Outcome.SPOKEN_DIFFICULTY}
        ended = shown + timedelta(minutes=self.chance.randint(4, 14) if is_spoken else 1)
        call_id, token = taken.call_id, taken.token
        show_number(actor=actor, call_id=call_id, token=token, at=shown)
        if is_spoken:
            noticed = shown + timedelta(seconds=50)
            give_notice(actor=actor, call_id=call_id, token=token, at=noticed)
            self.reached.add(taken.person)
            if taken.person == self.guarded:
                tell_guardian(actor, taken, noticed)
        closing = Closing(outcome=outcome)
        close_call(actor=actor, call_id=call_id, token=token, closing=closing, at=ended)
        self.past.append(
            PastCall(shown, actor.user_id or 0, taken.person, taken.call_id, is_spoken)
        )
        return ended


def tell_guardian(actor: Actor, taken: TakenCall, at: datetime) -> None:
    """The person first, then whoever acts for her."""
    call_id, token = taken.call_id, taken.token
    told = at + timedelta(minutes=1)
    open_contact(actor=actor, call_id=call_id, token=token, kind=ContactKind.GUARDIAN, at=told)
    note_guardian(actor=actor, call_id=call_id, token=token, news=News.TOLD, at=told)
