"""How a member votes: by herself, by a proxy, by phone or on paper with two clerks."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from entremise.accounts.queries import humans_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Ballot, CollegeMember, Proxy, UseRequest
from entremise.commons.operations.uses import note, refuse_requester
from entremise.commons.queries.votes import seated, voters
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.uses import UseState
from entremise.commons.vocabulary.votes import (
    HEARD_BY_A_CLERK,
    BallotChannel,
    NewBallot,
    NewProxy,
)
from entremise.kernel.errors import Refused


@transaction.atomic
def cast_ballot(*, actor: Actor, new: NewBallot, at: datetime) -> int:
    """A member votes, holds a proxy, or is heard by a clerk; return the ballot's id; refuse with `VOTE_CLOSED`, `NOT_A_MEMBER`, `ALREADY_VOTED`, `SELF_APPROVAL`, `NOT_YOUR_TURN`, `NO_PROXY`."""
    row = open_vote_of(new.request_id, at)
    seat = seat_for(actor, row, new, at)
    refuse_requester(row, seat.human_id)
    if Ballot.objects.filter(request=row, human_id=seat.human_id).exists():
        raise Refused(Refusal.ALREADY_VOTED)
    ballot = Ballot.objects.create(
        request=row,
        member=seat,
        human_id=seat.human_id,
        choice=new.choice,
        opinion=new.opinion,
        channel=new.channel,
        entered_by_id=None if new.channel is BallotChannel.WEB else actor.user_id,
        at=at,
    )
    return ballot.pk


def open_vote_of(request_id: int, at: datetime) -> UseRequest:
    """The request, held until the end of the transaction: ballots and their count wait for each other."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    opens, closes = row.vote_opens_at, row.vote_closes_at
    is_open = opens is not None and closes is not None and opens <= at < closes
    if row.state != UseState.VOTING or not is_open:
        raise Refused(Refusal.VOTE_CLOSED)
    return row


def seat_for(actor: Actor, row: UseRequest, new: NewBallot, at: datetime) -> CollegeMember:
    """The voter's own seat on the web; the one that a proxy or a clerk names otherwise, never the clerk's own."""
    if new.channel in HEARD_BY_A_CLERK:
        if not actor.has(Role.CLERK) or actor.user_id is None:
            raise Refused(Refusal.NOT_YOUR_TURN)
        others = ~Q(human_id=actor.human_id or 0)
        return voter_where(row, at, Q(pk=new.member_id or 0) & others)
    own = voter_where(row, at, Q(human_id=actor.human_id or 0))
    if new.channel is BallotChannel.WEB:
        return own
    refuse_requester(row, own.human_id)
    if not Proxy.objects.filter(request=row, giver_id=new.member_id or 0, holder=own).exists():
        raise Refused(Refusal.NO_PROXY)
    return voter_where(row, at, Q(pk=new.member_id or 0))


def voter_where(row: UseRequest, at: datetime, who: Q) -> CollegeMember:
    """Who sat when the vote opened and still sits: a seat given meanwhile does not change the vote."""
    seat = voters(row, at).filter(seated(at), who).order_by("pk").first()
    if seat is None:
        raise Refused(Refusal.NOT_A_MEMBER)
    return seat


@transaction.atomic
def give_proxy(*, actor: Actor, new: NewProxy, at: datetime) -> int:
    """A member lets another of her college vote for her, herself or heard by a clerk; return the proxy's id; refuse with `VOTE_CLOSED`, `NOT_A_MEMBER`, `ALREADY_VOTED`, `PROXY_TWICE`, `SELF_APPROVAL`."""
    row = open_vote_of(new.request_id, at)
    is_clerk = new.giver_id is not None and actor.has(Role.CLERK)
    who = Q(pk=new.giver_id) if is_clerk else Q(human_id=actor.human_id or 0)
    giver = voter_where(row, at, who)
    holder = voter_where(row, at, Q(pk=new.holder_id, college=giver.college_id))
    if giver == holder or actor.user_id is None:
        raise Refused(Refusal.NOT_A_MEMBER)
    if is_clerk and actor.human_id in (giver.human_id, holder.human_id):
        raise Refused(Refusal.SELF_APPROVAL)
    refuse_requester(row, holder.human_id)
    if Ballot.objects.filter(request=row, human_id=giver.human_id).exists():
        raise Refused(Refusal.ALREADY_VOTED)
    both = Proxy.objects.filter(Q(giver=giver) | Q(holder=holder), request=row)
    if both.exists() or Proxy.objects.filter(request=row, holder=giver).exists():
        raise Refused(Refusal.PROXY_TWICE)
    proxy = Proxy.objects.create(
        request=row, giver=giver, holder=holder, entered_by_id=actor.user_id, at=at
    )
    return proxy.pk


@transaction.atomic
def check_ballot(*, actor: Actor, ballot_id: int, new: NewBallot, at: datetime) -> None:
    """A second person reads the paper, or hears the voter again, and types the same; refuse with `NOT_YOUR_TURN`, `SELF_APPROVAL`, `VOTE_CLOSED`, `BALLOT_DIFFERS`.

    A ballot counts once it is checked; one that differs is taken away, to be entered anew."""
    row = uncounted_ballot(actor, ballot_id)
    if row.checked_by_id:
        raise Refused(Refusal.NOT_YOUR_TURN)
    entered_by = row.entered_by_id or 0
    if actor.human_id in (humans_of([entered_by])[entered_by], row.human_id):
        raise Refused(Refusal.SELF_APPROVAL)
    if new.choice != row.choice:
        raise Refused(Refusal.BALLOT_DIFFERS)
    row.checked_by_id = actor.user_id
    row.save(update_fields=["checked_by"])


def uncounted_ballot(actor: Actor, ballot_id: int) -> Ballot:
    """A ballot on paper or by phone, its vote held: nobody counts while it changes."""
    found = Ballot.objects.filter(pk=ballot_id, channel__in=HEARD_BY_A_CLERK).first()
    if not actor.has(Role.CLERK) or found is None:
        raise Refused(Refusal.NOT_YOUR_TURN)
    request = UseRequest.objects.select_for_update().get(pk=found.request_id)
    if request.state != UseState.VOTING:
        raise Refused(Refusal.VOTE_CLOSED)
    row = Ballot.objects.select_for_update().filter(pk=ballot_id).first()
    if row is None:
        raise Refused(Refusal.NOT_YOUR_TURN)
    return row


@transaction.atomic
def take_ballot_back(*, actor: Actor, ballot_id: int, at: datetime) -> None:
    """Take away a ballot that was entered wrongly and not yet checked; the trace of the request keeps that it was; refuse with `NOT_YOUR_TURN`, `VOTE_CLOSED`."""
    row = uncounted_ballot(actor, ballot_id)
    if row.checked_by_id:
        raise Refused(Refusal.NOT_YOUR_TURN)
    note(row.request, actor, UseState.VOTING, at)  # neither whose it was nor what it said
    row.delete()
