"""Rows as frozen cards."""

from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal, Task
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.matching import (
    Author,
    Ground,
    IntroductionCard,
    Money,
    Outcome,
    ProposalCard,
    ProposalState,
    Refund,
    RefusalReason,
)
from entremise.mutual_aid.vocabulary.needs import (
    Consent,
    ConsentHow,
    Deadline,
    Ending,
    ForWhom,
    MissedReason,
    NeedCard,
    NeedState,
    TaskCard,
    TaskState,
    Urgency,
    Wave,
    When,
)
from entremise.mutual_aid.vocabulary.offers import (
    Means,
    OfferCard,
    OfferKind,
    OfferState,
    ReleaseReason,
)


def spot_of(row: Need | Offer) -> Spot | None:
    if row.lat_e6 is None or row.lon_e6 is None:
        return None
    return Spot(row.lat_e6 / 1e6, row.lon_e6 / 1e6, row.district)


def need_card(row: Need, tasks: tuple[Task, ...] = ()) -> NeedCard:
    return NeedCard(
        need_id=row.pk,
        number=row.number,
        key=row.key,
        person=row.person,
        category=row.category,
        state=NeedState(row.state),
        channel=Channel(row.channel),
        spot=spot_of(row),
        district=row.district,
        when=When(Deadline(row.deadline), row.due_on, tuple(row.slots)),
        for_whom=ForWhom(row.for_whom),
        urgency=Urgency(row.urgency),
        is_danger=row.is_danger,
        is_shown=row.is_shown,
        language=row.language,
        quantity=row.quantity,
        sentence=row.sentence,
        wave=None if row.wave is None else Wave(row.wave),
        owner_id=row.owner_id,
        organization_id=row.organization_id,
        next_on=row.next_on,
        opened_at=row.opened_at,
        first_answered_at=row.first_answered_at,
        closed_at=row.closed_at,
        ending=Ending(row.ending) if row.ending else None,
        consent=None
        if row.consent_on is None
        else Consent(ConsentHow(row.consent_how), row.consent_on),
        tasks=tuple(map(task_card, tasks)),
    )


def task_card(row: Task) -> TaskCard:
    return TaskCard(
        task_id=row.pk,
        category=row.category,
        state=TaskState(row.state),
        due_on=row.due_on,
        reason=MissedReason(row.reason) if row.reason else None,
    )


def offer_card(row: Offer, credentials: tuple[str, ...] = ()) -> OfferCard:
    return OfferCard(
        offer_id=row.pk,
        number=row.number,
        key=row.key,
        person=row.person,
        user_id=row.user_id,
        organization_id=row.organization_id,
        kind=OfferKind(row.kind),
        state=OfferState(row.state),
        channel=Channel(row.channel),
        categories=tuple(row.categories),
        spot=spot_of(row),
        district=row.district,
        radius_m=row.radius_m,
        capacity=row.capacity,
        languages=tuple(row.languages),
        means=tuple(Means(one) for one in row.means),
        slots=tuple(row.slots),
        credentials=credentials,
        until=row.until,
        quantity=row.quantity,
        is_minor=row.is_minor,
        active_count=row.active_count,
        helped_count=row.helped_count,
        owner_id=row.owner_id,
        next_on=row.next_on,
        opened_at=row.opened_at,
        first_answered_at=row.first_answered_at,
        closed_at=row.closed_at,
        release_reason=ReleaseReason(row.release_reason) if row.release_reason else None,
    )


def proposal_card(row: Proposal) -> ProposalCard:
    return ProposalCard(
        proposal_id=row.pk,
        need_id=row.need_id,
        offer_id=row.offer_id,
        author=Author(row.author),
        state=ProposalState(row.state),
        distance_m=row.distance_m,
        grounds=tuple(Ground(one["reason"], one["value"]) for one in row.grounds),
        alternative=row.alternative,
        made_at=row.made_at,
        sent_at=row.sent_at,
        answer_by=row.answer_by,
        decided_at=row.decided_at,
        reason=RefusalReason(row.reason) if row.reason else None,
        round_id=row.round_id,
    )


def introduction_card(row: Introduction) -> IntroductionCard:
    return IntroductionCard(
        introduction_id=row.pk,
        proposal_id=row.proposal_id,
        need_id=row.need_id,
        offer_id=row.offer_id,
        person_agreed_at=row.person_agreed_at,
        helper_agreed_at=row.helper_agreed_at,
        revealed_at=row.revealed_at,
        word=row.word,
        meet_on=row.meet_on,
        check_on=row.check_on,
        closed_at=row.closed_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        money=money_of(row),
    )


def money_of(row: Introduction) -> Money | None:
    if row.ceiling_euros is None:
        return None
    return Money(row.ceiling_euros, Refund(row.refund))
