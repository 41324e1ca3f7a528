"""Builders of a committee and of a request at each of its steps, through the operations themselves."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.make import accounts, commons, people

from entremise.accounts.models import Human
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.ballots import cast_ballot
from entremise.commons.operations.seats import seat_member
from entremise.commons.operations.uses import (
    decide_admissibility,
    draft_use,
    give_opinion,
    publish_summary,
    submit_use,
)
from entremise.commons.operations.votes import close_vote, open_vote
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.commons.vocabulary.uses import (
    GateVerdict,
    NewOpinion,
    NewUse,
    OpinionVerdict,
    Verdict,
)
from entremise.commons.vocabulary.votes import Choice, CollegeKind, NewBallot, NewSeat

START = datetime.fromisoformat("2026-11-01T09:00:00+00:00")
DAYS = timedelta(days=1)


def new_use(**given: object) -> NewUse:
    defaults: dict[str, object] = {
        "title": "Appeler les personnes isolées",
        "purpose": Purpose.ISOLATION_CALL,
        "sentence": "Rappeler une fois les personnes qui vivent seules.",
        "groups": frozenset({FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.AGE_BAND}),
        "expected_people": 120,
        "expected_source": "compté le 30 octobre",
        "recipients": "Huit appelants désignés",
        "legal_reference": "RGPD 6.1.e",
        "starts_at": START + 30 * DAYS,
        "ends_at": START + 120 * DAYS,
        "impact_assessment": "AIPD-2026-04",
    }
    if "registers" not in given:
        defaults["registers"] = (commons.register(RegisterKind.VOLUNTARY),)
    return NewUse(**(defaults | given))


@dataclass(frozen=True, slots=True)
class Committee:
    """Three colleges of three members, each with an account."""

    seats: dict[CollegeKind, tuple[int, ...]]
    voters: dict[CollegeKind, tuple[Actor, ...]]


def member(kind: CollegeKind, **given: object) -> tuple[int, Actor]:
    voter = accounts.actor(Role.MEMBER, organization=people.body())
    seat = NewSeat(
        college=kind,
        human_id=voter.human_id or 0,
        user_id=voter.user_id,
        starts_at=START - 10 * DAYS,
        ends_at=START + 400 * DAYS,
    )
    seat_id = seat_member(actor=officer(), new=replace(seat, **given), at=START)
    return seat_id, voter


def committee(size: int = 3) -> Committee:
    made = {kind: [member(kind) for _ in range(size)] for kind in CollegeKind}
    return Committee(
        seats={kind: tuple(seat for seat, _ in both) for kind, both in made.items()},
        voters={kind: tuple(voter for _, voter in both) for kind, both in made.items()},
    )


def officer() -> Actor:
    return accounts.actor(Role.LEGAL_OFFICER, organization=people.body())


def lead() -> Actor:
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())


def decider(*, is_elected: bool = False) -> Actor:
    account = accounts.user(is_elected=is_elected)
    return accounts.actor(Role.DECIDER, organization=people.body(), user=account)


def human_without_account() -> int:
    return Human.objects.create(full_name="Ginette Aumont").pk


def submitted(**given: object) -> int:
    asker = lead()
    request_id = draft_use(actor=asker, new=new_use(**given), at=START)
    submit_use(actor=asker, request_id=request_id, at=START)
    return request_id


def advised(verdict: OpinionVerdict = OpinionVerdict.FAVOURABLE, **given: object) -> int:
    request_id = submitted(**given)
    give_opinion(
        actor=people.dpo(),
        request_id=request_id,
        new=NewOpinion(verdict, "Le registre canicule est exclu."),
        at=START + DAYS,
    )
    return request_id


def published(**given: object) -> int:
    request_id = advised(**given)
    decide_admissibility(
        actor=officer(),
        request_id=request_id,
        verdict=Verdict(GateVerdict.ADMISSIBLE),
        at=START + 2 * DAYS,
    )
    publish_summary(
        actor=officer(), request_id=request_id, summary="En une page.", at=START + 3 * DAYS
    )
    return request_id


def voting(**given: object) -> int:
    """A vote that is open from day 13 to day 20."""
    request_id = published(**given)
    open_vote(
        actor=officer(),
        request_id=request_id,
        closes_at=START + 20 * DAYS,
        at=START + 13 * DAYS,
    )
    return request_id


def votes(request_id: int, voters: tuple[Actor, ...], *choices: Choice) -> None:
    for voter, choice in zip(voters, choices, strict=False):
        cast_ballot(
            actor=voter,
            new=NewBallot(request_id=request_id, choice=choice),
            at=START + 14 * DAYS,
        )


def counted(request_id: int, at: datetime = START + 20 * DAYS) -> int | None:
    return close_vote(actor=officer(), request_id=request_id, at=at)
