"""Seats, ballots and their count: a majority in each college, a quorum in each, a blocking third for the concerned."""

from datetime import datetime, timedelta

from django.db import transaction

from entremise.accounts.queries import humans_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Ballot, College, CollegeMember, Decision, UseRequest
from entremise.commons.operations.numbering import next_number
from entremise.commons.operations.uses import move, refuse_unlawful
from entremise.commons.queries.charters import number_rule
from entremise.commons.queries.votes import seated, tallies
from entremise.commons.vocabulary.decisions import DecisionKind, Refusal
from entremise.commons.vocabulary.uses import PEOPLE_MARGIN, UseState
from entremise.commons.vocabulary.votes import BallotChannel, CollegeKind, NewBallot, NewSeat
from entremise.kernel.errors import Refused

MAY_SEAT = frozenset({Role.LEGAL_OFFICER, Role.DECIDER})
MAY_OPEN = frozenset({Role.LEGAL_OFFICER, Role.DECIDER})
FEW_PEOPLE = 50
DAYS_IN_A_MONTH = 31


@transaction.atomic
def seat_member(*, actor: Actor, new: NewSeat, at: datetime) -> int:
    """Give somebody a seat in one college; return the seat's id; refuse with `NOT_YOUR_TURN`, `IN_TWO_COLLEGES`, `TERM_TOO_LONG`."""
    if not actor.roles & MAY_SEAT:
        raise Refused(Refusal.NOT_YOUR_TURN)
    months = number_rule("term_months", at=at, part="months")
    if new.ends_at - new.starts_at > timedelta(days=months * DAYS_IN_A_MONTH):
        raise Refused(Refusal.TERM_TOO_LONG)
    held = CollegeMember.objects.select_for_update().filter(
        human_id=new.human_id, starts_at__lt=new.ends_at, ends_at__gt=new.starts_at
    )
    if held.exists():
        raise Refused(Refusal.IN_TWO_COLLEGES)
    row = CollegeMember.objects.create(
        college=college(new.college),
        human_id=new.human_id,
        user_id=new.user_id,
        is_drawn_by_lot=new.is_drawn_by_lot,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
    )
    return row.pk


def college(kind: CollegeKind) -> College:
    return College.objects.get_or_create(kind=kind, defaults={"name": kind.value})[0]


@transaction.atomic
def end_seat(*, actor: Actor, member_id: int, at: datetime) -> None:
    """End a seat now; refuse with `NOT_YOUR_TURN`."""
    if not actor.roles & MAY_SEAT:
        raise Refused(Refusal.NOT_YOUR_TURN)
    row = CollegeMember.objects.select_for_update().get(pk=member_id)
    if row.starts_at < at < row.ends_at:
        row.ends_at = at
        row.save(update_fields=["ends_at"])


@transaction.atomic
def open_vote(*, actor: Actor, request_id: int, closes_at: datetime, at: datetime) -> None:
    """Open the vote on a published request; refuse with `NOT_YOUR_TURN`, `PUBLISHED_TOO_LATE`, `COLLEGES_MISSING`, `VOTE_CLOSED`."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if not actor.roles & MAY_OPEN or row.state != UseState.DELIBERATING:
        raise Refused(Refusal.NOT_YOUR_TURN)
    part = "days_under_50_people" if row.expected_people < FEW_PEOPLE else "days"
    days = number_rule("publication_days", at=at, part=part)
    if row.published_at is None or at < row.published_at + timedelta(days=days):
        raise Refused(Refusal.PUBLISHED_TOO_LATE)
    begin_vote(row, actor, closes_at, at)


def begin_vote(row: UseRequest, actor: Actor, closes_at: datetime, at: datetime) -> None:
    if closes_at <= at:
        raise Refused(Refusal.VOTE_CLOSED)
    if not has_all_colleges(at):
        raise Refused(Refusal.COLLEGES_MISSING)
    row.vote_opens_at, row.vote_closes_at = at, closes_at
    move(row, UseState.VOTING, actor, at)


def has_all_colleges(at: datetime) -> bool:
    kinds = CollegeMember.objects.filter(seated(at)).values_list("college__kind", flat=True)
    return set(kinds) == set(CollegeKind)


@transaction.atomic
def cast_ballot(*, actor: Actor, new: NewBallot, at: datetime) -> int:
    """A member votes, or a clerk enters a ballot given by phone or on paper; return its id; refuse with `VOTE_CLOSED`, `NOT_A_MEMBER`, `ALREADY_VOTED`, `SELF_APPROVAL`, `NOT_YOUR_TURN`."""
    row = UseRequest.objects.select_for_update().get(pk=new.request_id)
    if row.state != UseState.VOTING or not is_open(row, at):
        raise Refused(Refusal.VOTE_CLOSED)
    seat = seat_for(actor, new, at)
    if humans_of([row.requester_id])[row.requester_id] == seat.human_id:
        raise Refused(Refusal.SELF_APPROVAL)
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


def is_open(row: UseRequest, at: datetime) -> bool:
    opens, closes = row.vote_opens_at, row.vote_closes_at
    return opens is not None and closes is not None and opens <= at < closes


def seat_for(actor: Actor, new: NewBallot, at: datetime) -> CollegeMember:
    """The voter's own seat on the web; the one that a clerk names otherwise, never her own."""
    human_id, member_id = actor.human_id or 0, new.member_id or 0
    seats = CollegeMember.objects.filter(seated(at)).order_by("pk")
    if new.channel is BallotChannel.WEB:
        seat = seats.filter(human_id=human_id).first()
    elif not actor.has(Role.CLERK):
        raise Refused(Refusal.NOT_YOUR_TURN)
    else:
        seat = seats.filter(pk=member_id).exclude(human_id=human_id).first()
    if seat is None or actor.user_id is None:
        raise Refused(Refusal.NOT_A_MEMBER)
    return seat


@transaction.atomic
def check_ballot(*, actor: Actor, ballot_id: int, new: NewBallot, at: datetime) -> None:
    """A second person reads the paper, or hears the voter again, and types the same; refuse with `NOT_YOUR_TURN`, `SELF_APPROVAL`, `VOTE_CLOSED`, `BALLOT_DIFFERS`.

    A ballot counts once it is checked; one that differs is taken away, to be entered anew."""
    row = Ballot.objects.select_for_update().select_related("request").get(pk=ballot_id)
    if not actor.has(Role.CLERK) or row.channel == BallotChannel.WEB or row.checked_by_id:
        raise Refused(Refusal.NOT_YOUR_TURN)
    if row.request.state != UseState.VOTING:
        raise Refused(Refusal.VOTE_CLOSED)
    entered_by = row.entered_by_id or 0
    if actor.human_id in (humans_of([entered_by])[entered_by], row.human_id):
        raise Refused(Refusal.SELF_APPROVAL)
    if new.choice != row.choice:
        raise Refused(Refusal.BALLOT_DIFFERS)
    row.checked_by_id = actor.user_id
    row.save(update_fields=["checked_by"])


@transaction.atomic
def take_ballot_back(*, actor: Actor, ballot_id: int, at: datetime) -> None:
    """Take away a ballot that was entered wrongly and not yet checked; refuse with `NOT_YOUR_TURN`."""
    rows = Ballot.objects.filter(
        pk=ballot_id, checked_by=None, request__state=UseState.VOTING
    ).exclude(channel=BallotChannel.WEB)
    if not actor.has(Role.CLERK) or not rows.exists():
        raise Refused(Refusal.NOT_YOUR_TURN)
    rows.delete()


@transaction.atomic
def close_vote(
    *, actor: Actor, request_id: int, at: datetime, conditions: str = "", minutes: str = ""
) -> int | None:
    """Count in public once the vote is over, or everybody has voted; return the decision it makes, or none; refuse with `NOT_YOUR_TURN`, `VOTE_STILL_OPEN`, and what the law refuses."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if not actor.roles & MAY_OPEN or row.state != UseState.VOTING:
        raise Refused(Refusal.NOT_YOUR_TURN)
    counted = tallies(request_id=row.pk, at=at)
    has_everybody = all(tally.cast >= tally.seats for tally in counted)
    if row.vote_closes_at is None or (at < row.vote_closes_at and not has_everybody):
        raise Refused(Refusal.VOTE_STILL_OPEN)
    row.conditions, row.minutes = conditions, minutes
    if not all(tally.is_for for tally in counted):
        move(row, UseState.REJECTED, actor, at)
        return None
    refuse_unlawful(row, at)  # no vote makes lawful what is not
    accepted = UseState.ACCEPTED_WITH_CONDITIONS if conditions.strip() else UseState.ACCEPTED
    move(row, accepted, actor, at)
    return decide(row, at)


def decide(row: UseRequest, at: datetime) -> int:
    """The decision of an accepted request: it lasts as the charter says at most."""
    starts_at = max(at, row.starts_at)
    days = timedelta(days=number_rule("decision_days", at=at))
    decision = Decision.objects.create(
        number=next_number(Decision, "D", at),
        kind=DecisionKind.STANDING if row.is_standing else DecisionKind.VOTED,
        request=row,
        title=row.title,
        purpose=row.purpose,
        registers=row.registers,
        groups=row.groups,
        people_cap=row.expected_people + row.expected_people * PEOPLE_MARGIN // 100,
        is_armed_by_activation=row.is_standing,
        conditions=row.conditions,
        decided_at=at,
        starts_at=starts_at,
        expires_at=max(min(row.ends_at, at + days), starts_at),
    )
    return decision.pk


@transaction.atomic
def revoke_decision(*, actor: Actor, decision_id: int, reason: str, at: datetime) -> None:
    """End a decision now, and with it every grant under it; refuse with `NOT_YOUR_TURN`, `REASONS_MISSING`."""
    if not actor.has(Role.DECIDER):
        raise Refused(Refusal.NOT_YOUR_TURN)
    if not reason.strip():
        raise Refused(Refusal.REASONS_MISSING)
    row = Decision.objects.select_for_update().get(pk=decision_id)
    if row.revoked_at is None:
        row.revoked_at, row.reason = at, reason
        row.save(update_fields=["revoked_at", "reason"])
