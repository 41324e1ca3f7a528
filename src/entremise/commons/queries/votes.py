"""Seats, ballots and tallies; no ballot with a name leaves this module."""

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from entremise.accounts.queries import humans_by_id, humans_of
from entremise.commons.models import Ballot, CollegeMember, Proxy, UseRequest
from entremise.commons.queries.charters import (
    as_list,
    as_number,
    list_rule,
    number_rule,
    rules,
)
from entremise.commons.vocabulary.uses import UseState
from entremise.commons.vocabulary.votes import (
    HEARD_BY_A_CLERK,
    BallotCard,
    BallotChannel,
    Choice,
    CollegeKind,
    ProxyCard,
    Said,
    SeatCard,
    Tally,
    Turnout,
)

FEW_PEOPLE = 50
QUORUM, BLOCKING, COLLEGES = "quorum_share", "blocking_share_concerned", "colleges"


def seated(at: datetime) -> Q:
    return Q(starts_at__lte=at, ends_at__gt=at)


def voters(row: UseRequest, at: datetime) -> QuerySet[CollegeMember]:
    """The members who sat when the vote of this request opened; those of today before it does."""
    return CollegeMember.objects.filter(seated(row.vote_opens_at or at))


def needed_colleges(at: datetime) -> frozenset[CollegeKind]:
    """Without a member of each of them, the charter allows no vote."""
    return frozenset(map(CollegeKind, list_rule(COLLEGES, at=at)))


def has_needed_colleges(at: datetime, row: UseRequest | None = None) -> bool:
    """Whether somebody sits in each of them; who may vote on a request, when one is named: not whoever asked for it."""
    voting = CollegeMember.objects.filter(seated(at))
    if row is not None:
        voting = voting.exclude(human_id=requester_of(row))
    return needed_colleges(at) <= set(voting.values_list("college__kind", flat=True))


def requester_of(row: UseRequest) -> int:
    """The human who asked, with any of her accounts."""
    return humans_of([row.requester_id])[row.requester_id]


def counted() -> Q:
    """Ballots that count: given by the member or her proxy, or entered by one clerk and checked by another."""
    return ~Q(channel__in=HEARD_BY_A_CLERK) | Q(checked_by__isnull=False)


@dataclass(frozen=True, slots=True)
class VoteRules:
    """Quorum, blocking share and colleges needed, of the charter that held when the vote opened."""

    quorum: float
    blocking: float
    colleges: frozenset[str]


def vote_rules(row: UseRequest, at: datetime) -> VoteRules:
    found = rules(QUORUM, BLOCKING, COLLEGES, at=row.vote_opens_at or at)
    return VoteRules(
        quorum=as_number(QUORUM, found[QUORUM]),
        blocking=as_number(BLOCKING, found[BLOCKING]),
        colleges=frozenset(as_list(COLLEGES, found[COLLEGES])),
    )


def seats_by_college(
    row: UseRequest, needed: Collection[str], at: datetime
) -> dict[CollegeKind, int]:
    """The colleges that vote: those that the charter needs, and any other that sat when the vote opened."""
    held = dict(
        voters(row, at)
        .values_list("college__kind")
        .annotate(count=Count("pk"))
        .order_by("college__kind")
    )
    return {kind: held.get(kind, 0) for kind in CollegeKind if kind in held or kind in needed}


def ballots_cast(row: UseRequest) -> Counter[tuple[str, str]]:
    rows = (
        Ballot.objects.filter(counted(), request=row)
        .values_list("member__college__kind", "choice")
        .annotate(count=Count("pk"))
        .order_by("member__college__kind", "choice")
    )
    return Counter({(kind, choice): count for kind, choice, count in rows})


def tallies(*, request_id: int, at: datetime) -> tuple[Tally, ...]:
    """How each college voted: for the count, and for everybody once it is done. See `turnouts` before."""
    row = UseRequest.objects.get(pk=request_id)
    cast, held = ballots_cast(row), vote_rules(row, at)
    return tuple(
        Tally(
            college=kind,
            seats=seats,
            yes=cast[kind, Choice.YES],
            no=cast[kind, Choice.NO],
            abstain=cast[kind, Choice.ABSTAIN],
            quorum=share_of(seats, held.quorum),
            blocking=share_of(seats, held.blocking) if kind is CollegeKind.CONCERNED else None,
        )
        for kind, seats in seats_by_college(row, held.colleges, at).items()
    )


def share_of(seats: int, share: float) -> int:
    return max(1, math.ceil(seats * share))


def may_open_from(*, published_at: datetime, expected_people: int, at: datetime) -> datetime:
    """When the days of publication that the charter asks for are over."""
    part = "days_under_50_people" if expected_people < FEW_PEOPLE else "days"
    return published_at + timedelta(days=number_rule("publication_days", at=at, part=part))


def may_count(*, request_id: int, at: datetime) -> bool:
    """Whether an open vote may be counted: its time is over, or everybody has voted."""
    row = UseRequest.objects.get(pk=request_id)
    if row.state != UseState.VOTING or row.vote_closes_at is None:
        return False
    seen = turnouts(request_id=request_id, at=at)
    return row.vote_closes_at <= at or all(one.cast >= one.seats for one in seen)


def turnouts(*, request_id: int, at: datetime) -> tuple[Turnout, ...]:
    """How many of each college have voted, whatever they said: all that anybody sees before the count."""
    row = UseRequest.objects.get(pk=request_id)
    cast, held = ballots_cast(row), vote_rules(row, at)
    return tuple(
        Turnout(
            college=kind,
            seats=seats,
            cast=sum(cast[kind, choice] for choice in Choice),
            quorum=share_of(seats, held.quorum),
        )
        for kind, seats in seats_by_college(row, held.colleges, at).items()
    )


def opinions_of(*, request_id: int) -> tuple[Said, ...]:
    """What ballots said, without a name, in an order that tells nothing; none before the vote is over."""
    over = ~Q(request__state=UseState.VOTING)
    rows = (
        Ballot.objects.filter(counted(), over, request_id=request_id)
        .exclude(opinion="")
        .order_by("member__college__kind", "opinion", "pk")
        .values_list("member__college__kind", "choice", "opinion")
    )
    return tuple(Said(CollegeKind(kind), Choice(choice), text) for kind, choice, text in rows)


def seats(*, at: datetime) -> tuple[SeatCard, ...]:
    """Who sits now, college by college."""
    rows = (
        CollegeMember.objects.filter(seated(at))
        .select_related("college")
        .order_by("college__kind", "pk")
    )
    return seat_cards(rows)


def seat_cards(rows: Collection[CollegeMember]) -> tuple[SeatCard, ...]:
    names = humans_by_id([row.human_id for row in rows])
    return tuple(
        SeatCard(
            member_id=row.pk,
            college=CollegeKind(row.college.kind),
            college_name=row.college.name,
            human_id=row.human_id,
            full_name=names.get(row.human_id, ""),
            user_id=row.user_id,
            is_drawn_by_lot=row.is_drawn_by_lot,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    )


def seat_of(*, human_id: int, at: datetime) -> SeatCard | None:
    """The seat that this human holds now."""
    rows = CollegeMember.objects.filter(seated(at), human_id=human_id).select_related("college")
    cards = seat_cards(list(rows.order_by("pk")[:1]))
    return cards[0] if cards else None


def has_voted(*, human_id: int, request_id: int) -> bool:
    return Ballot.objects.filter(human_id=human_id, request_id=request_id).exists()


def voted_on(*, human_id: int, request_ids: Collection[int]) -> set[int]:
    """On which of these requests this human has voted."""
    rows = Ballot.objects.filter(human_id=human_id, request_id__in=request_ids)
    return set(rows.order_by("request_id").values_list("request_id", flat=True))


def seats_to_hear(*, request_id: int, at: datetime) -> tuple[SeatCard, ...]:
    """Members who may vote on a request and have not: for the clerk who hears them, and for a proxy."""
    row = UseRequest.objects.get(pk=request_id)
    voted = Ballot.objects.filter(request=row).values("human_id")
    rows = (
        voters(row, at)
        .filter(seated(at))
        .exclude(human_id__in=voted)
        .exclude(human_id=requester_of(row))
        .select_related("college")
        .order_by("college__kind", "pk")
    )
    return seat_cards(list(rows))


def proxies_of(*, request_id: int) -> tuple[ProxyCard, ...]:
    """Who votes for whom on a request."""
    rows = Proxy.objects.filter(request_id=request_id).select_related("giver", "holder")
    rows = rows.order_by("at", "pk")
    names = humans_by_id([one.human_id for row in rows for one in (row.giver, row.holder)])
    return tuple(
        ProxyCard(
            giver_id=row.giver_id,
            giver_name=names.get(row.giver.human_id, ""),
            holder_id=row.holder_id,
            holder_name=names.get(row.holder.human_id, ""),
        )
        for row in rows
    )


def ballots_to_check(*, at: datetime) -> tuple[BallotCard, ...]:
    """Ballots given by phone or on paper that wait for a second person; the choice stays unseen."""
    rows = (
        Ballot.objects.filter(checked_by=None, request__state=UseState.VOTING, at__lte=at)
        .filter(channel__in=HEARD_BY_A_CLERK)
        .select_related("request")
        .order_by("at", "pk")
    )
    names = humans_by_id([row.human_id for row in rows])
    return tuple(
        BallotCard(
            ballot_id=row.pk,
            request_id=row.request_id,
            request_number=row.request.number,
            full_name=names.get(row.human_id, ""),
            channel=BallotChannel(row.channel),
            entered_by=row.entered_by_id or 0,
            at=row.at,
        )
        for row in rows
    )
