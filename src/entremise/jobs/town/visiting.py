"""Whom no call reached: the visits of July, all ended, and those of today in each state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from entremise.accounts.vocabulary import Actor
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.simulation import Platform
from entremise.journeys.settle_visit import write_first
from entremise.outreach.operations.outings import (
    call_in,
    come_back,
    hand_over,
    note_not_found,
    note_seen,
    set_out,
)
from entremise.outreach.operations.visits import ask_visit, end_visit, name_pair
from entremise.outreach.queries.visits import open_visits
from entremise.outreach.vocabulary.visits import (
    NewVisit,
    Rescue,
    Sign,
    VisitCard,
    VisitCause,
    VisitEnding,
)

LEAD = "Awa Diarra"
PAIR = ("Gwenaël Tardieu", "Assia Benmansour")


@dataclass(frozen=True, slots=True)
class Cell:
    """The lead, and the two who go."""

    lead: Actor
    first: Actor
    second: Actor

    def name(self, visit: VisitCard, go_at: datetime, at: datetime) -> None:
        name_pair(
            actor=self.lead,
            visit_id=visit.visit_id,
            first_id=self.first.user_id or 0,
            second_id=self.second.user_id or 0,
            go_at=go_at,
            at=at,
        )

    def go(self, visit: VisitCard, at: datetime) -> None:
        """Named, gone, at the door."""
        self.name(visit, at, at - timedelta(minutes=30))
        set_out(actor=self.first, visit_id=visit.visit_id, at=at)
        call_in(actor=self.second, visit_id=visit.visit_id, at=at + timedelta(minutes=12))

    def is_well(self, visit: VisitCard, at: datetime) -> None:
        self.go(visit, at)
        seen, back = at + timedelta(minutes=20), at + timedelta(minutes=35)
        note_seen(actor=self.first, visit_id=visit.visit_id, is_well=True, at=seen)
        come_back(actor=self.second, visit_id=visit.visit_id, at=back)

    def stays_shut(self, visit: VisitCard, at: datetime) -> None:
        self.go(visit, at)
        signs = (Sign.SAID_AWAY, Sign.MAIL_PILED)
        seen, back = at + timedelta(minutes=20), at + timedelta(minutes=35)
        note_not_found(actor=self.first, visit_id=visit.visit_id, signs=signs, at=seen)
        come_back(actor=self.second, visit_id=visit.visit_id, at=back)

    def calls_police(self, visit: VisitCard, at: datetime) -> None:
        self.go(visit, at)
        hand_over(
            actor=self.first,
            visit_id=visit.visit_id,
            rescue=Rescue.POLICE,
            signs=(Sign.LIGHT_OR_NOISE,),
            number="PM-118",
            at=at + timedelta(minutes=20),
        )
        come_back(actor=self.second, visit_id=visit.visit_id, at=at + timedelta(minutes=50))


def cell_of(cast: Cast, at: datetime) -> Cell:
    first, second = (cast.actor(one, at) for one in PAIR)
    return Cell(cast.actor(LEAD, at), first, second)


def visit_july(cast: Cast, campaign_id: int, at: datetime) -> None:
    """Two people went to each of them: most were well, some away."""
    cell = cell_of(cast, at)
    for number, visit in enumerate(open_visits(campaign_id=campaign_id)):
        gone = at + timedelta(minutes=50 * number)
        if number % 3 == 2:
            cell.stays_shut(visit, gone)
            told = gone + timedelta(hours=1)
            end_visit(actor=cell.lead, visit_id=visit.visit_id, ending=VisitEnding.AWAY, at=told)
        else:
            cell.is_well(visit, gone)


def visit_today(cast: Cast, platform: Platform, now: datetime) -> None:
    """One for tonight, one late by an hour, one out now, one shut door, one that waits for the police; two to be named, letters to the others."""
    cell, mute = cell_of(cast, now), without_number(platform.campaign_id)
    planned, late, out, shut, saved, well = mute[:6]
    cell.name(planned, now + timedelta(minutes=90), now)
    cell.name(late, now - timedelta(hours=1), now - timedelta(hours=4))
    cell.is_well(well, now - timedelta(hours=7))
    cell.stays_shut(shut, now - timedelta(hours=5))
    cell.calls_police(saved, now - timedelta(hours=3))
    cell.go(out, now - timedelta(minutes=20))
    letters = [one.visit_id for one in mute[6:]]
    write_first(actor=cell.lead, visit_ids=letters, at=now - timedelta(hours=1))
    for past in platform.past[-2:]:
        new = NewVisit(platform.campaign_id, past.person, VisitCause.HEARD, past.call_id)
        ask_visit(actor=cell.lead, new=new, at=now - timedelta(minutes=50))


def without_number(campaign_id: int) -> list[VisitCard]:
    """The last of the list first: some of the others have moved away, as the desk finds later."""
    found = reversed(open_visits(campaign_id=campaign_id))
    return [one for one in found if one.cause is VisitCause.NO_NUMBER]
