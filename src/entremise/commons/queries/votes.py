"""Seats, ballots and tallies; no ballot with a name leaves this module."""

import math
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q

from entremise.accounts.queries import humans_by_id
from entremise.commons.models import Ballot, College, CollegeMember, UseRequest
from entremise.commons.queries.charters import number_rule
from entremise.commons.vocabulary.uses import UseState
from entremise.commons.vocabulary.votes import (
    BallotCard,
    BallotChannel,
    Choice,
    CollegeKind,
    Said,
    SeatCard,
    Tally,
)


def seated(at: datetime) -> Q:
    return Q(starts_at__lte=at, ends_at__gt=at)


def counted() -> Q:
    """Ballots that count: given by the member, or entered by one and checked by another."""
    return Q(channel=BallotChannel.WEB) | Q(checked_by__isnull=False)


def tallies(*, request_id: int, at: datetime) -> tuple[Tally, ...]:
    """How each college voted so far: its seats when the vote opened, the ballots that count, the charter's bars."""
    row = UseRequest.objects.get(pk=request_id)
    opened = row.vote_opens_at or at
    seats = dict(
        CollegeMember.objects.filter(seated(opened))
        .values_list("college__kind")
        .annotate(count=Count("pk"))
        .order_by("college__kind")
    )
    cast = {
        (kind, choice): count
        for kind, choice, count in Ballot.objects.filter(counted(), request_id=request_id)
        .values_list("member__college__kind", "choice")
        .annotate(count=Count("pk"))
        .order_by("member__college__kind", "choice")
    }
    names = dict(College.objects.order_by("pk").values_list("kind", "name"))
    quorum = number_rule("quorum_share", at=opened)
    third = number_rule("blocking_share_concerned", at=opened)
    return tuple(
        tally_of(kind, names.get(kind, ""), seats.get(kind, 0), cast, (quorum, third))
        for kind in CollegeKind
    )


def tally_of(
    kind: CollegeKind,
    name: str,
    seats: int,
    cast: dict[tuple[str, str], int],
    shares: tuple[float, float],
) -> Tally:
    quorum, third = shares
    is_concerned = kind is CollegeKind.CONCERNED
    return Tally(
        college=kind,
        name=name,
        seats=seats,
        yes=cast.get((kind, Choice.YES), 0),
        no=cast.get((kind, Choice.NO), 0),
        abstain=cast.get((kind, Choice.ABSTAIN), 0),
        quorum=max(1, math.ceil(seats * quorum)),
        blocking=max(1, math.ceil(seats * third)) if is_concerned else None,
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
    """Members who have not voted yet on a request: for the clerk who enters phone and paper ballots."""
    voted = Ballot.objects.filter(request_id=request_id).values("human_id")
    rows = (
        CollegeMember.objects.filter(seated(at))
        .exclude(human_id__in=voted)
        .select_related("college")
        .order_by("college__kind", "pk")
    )
    return seat_cards(list(rows))


def ballots_to_check(*, at: datetime) -> tuple[BallotCard, ...]:
    """Ballots given by phone or on paper that wait for a second person; the choice stays unseen."""
    rows = (
        Ballot.objects.filter(checked_by=None, request__state=UseState.VOTING, at__lte=at)
        .exclude(channel=BallotChannel.WEB)
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
