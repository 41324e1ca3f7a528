"""Builders of visits: a campaign with its lead, two visitors, somebody whom nobody reaches."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.make import accounts
from tests.make import outreach as make

from entremise.accounts.vocabulary import Actor, Role
from entremise.outreach.models import Call, Campaign, Visit
from entremise.outreach.operations.outings import call_in, set_out
from entremise.outreach.operations.visits import ask_visit, name_pair
from entremise.outreach.vocabulary.calls import CallState
from entremise.outreach.vocabulary.visits import NewVisit, VisitCause

NOON = make.NOON


@dataclass(frozen=True, slots=True)
class Cell:
    """A campaign, its lead, and the two who go."""

    campaign: Campaign
    lead: Actor
    first: Actor
    second: Actor

    def ask(self, at: datetime = NOON, **given: object) -> int:
        """A visit of somebody whom calls have not reached."""
        call = given.pop("call", None) or unreachable(self.campaign, at)
        new = NewVisit(self.campaign.pk, call.person, VisitCause.UNREACHABLE, call.pk)
        return ask_visit(actor=self.lead, new=new, at=at)

    def named(self, at: datetime = NOON, visit_id: int = 0) -> int:
        visit_id = visit_id or self.ask(at)
        name_pair(
            actor=self.lead,
            visit_id=visit_id,
            first_id=self.first.user_id,
            second_id=self.second.user_id,
            go_at=at,
            at=at,
        )
        return visit_id

    def out(self, at: datetime = NOON) -> int:
        visit_id = self.named(at)
        set_out(actor=self.first, visit_id=visit_id, at=at)
        return visit_id

    def at_door(self, at: datetime = NOON) -> int:
        visit_id = self.out(at)
        call_in(actor=self.second, visit_id=visit_id, at=at)
        return visit_id


def cell(campaign: Campaign | None = None) -> Cell:
    on = campaign or make.campaign()
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=on.organization)
    first, second = (accounts.actor(Role.VISITOR, organization=on.organization) for _ in range(2))
    return Cell(on, lead, first, second)


def unreachable(on: Campaign, at: datetime = NOON, person: uuid.UUID | None = None) -> Call:
    return make.call(
        campaign=on,
        person=person or uuid.uuid4(),
        state=CallState.UNREACHABLE,
        ended_at=at - timedelta(minutes=1),
    )


def row(visit_id: int) -> Visit:
    return Visit.objects.get(pk=visit_id)
