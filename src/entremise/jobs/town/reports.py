"""What the callers heard, what the orienteurs and the services did with it: in every state that exists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate, now

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.assignments import extend_assignment
from entremise.directory.queries import service, services_for
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.simulation import Platform
from entremise.jobs.town.watches import LEAD
from entremise.journeys.report_card import write_facts
from entremise.journeys.report_difficulty import Difficulty, report_difficulty
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.operations.calls import claim_next_call, give_notice, show_number
from entremise.referral.operations.asking import ask_caller
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.referrals import (
    accept_referral,
    answer_referral,
    question_referral,
    receive_referral,
    refuse_referral,
    send_referral,
)
from entremise.referral.operations.reports import give_back_report, take_report
from entremise.referral.operations.review import pass_review
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.referrals import Answer, AnswerKind, RefusalReason, Sent, SentBy
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    OpenedReport,
    ReportState,
    UnmetReason,
)

ORIENTEURS = ("Mireille Tounkara", "Antoine Bellec")


def send_to_best(actor: Actor, opened: OpenedReport, at: datetime) -> "SentTo | None":
    """To the first of the services proposed; unmet when there is none."""
    card = report(report_id=opened.report_id)
    item = card.items[0]
    offers = services_for(theme=item.theme, district=card.district, at=at)
    if not offers:
        close_item(
            actor=actor,
            item_id=item.item_id,
            ending=Ending.UNMET,
            unmet_reason=UnmetReason.NO_SERVICE,
            at=at,
        )
        return None
    best = offers[0].service
    sent_by = SentBy.ACCOUNT if best.has_account else SentBy.LINK
    sent = send_referral(
        actor=actor, item_id=item.item_id, service_id=best.service_id, sent_by=sent_by, at=at
    )
    return SentTo(sent, best.service_id)


@dataclass(frozen=True, slots=True)
class SentTo:
    sent: Sent
    service_id: int

    def door(self) -> Actor:
        """The account that a link acts for."""
        card = service(service_id=self.service_id)
        assert card is not None
        return Actor(
            user_id=card.door_id,
            organization_id=card.organization_id,
            roles=frozenset({Role.SERVICE}),
        )


def carry_to_answer(sent: SentTo, at: datetime) -> datetime:
    """Received, accepted, answered; return when."""
    door, referral_id = sent.door(), sent.sent.referral_id
    receive_referral(actor=door, referral_id=referral_id, at=at)
    accepted = at + timedelta(minutes=30)
    accept_referral(
        actor=door, referral_id=referral_id, first_contact_on=localdate(accepted), at=accepted
    )
    answered = accepted + timedelta(hours=20)
    answer_referral(
        actor=door, referral_id=referral_id, answer=Answer(AnswerKind.HELPED), at=answered
    )
    return answered


Then = Callable[[Cast, OpenedReport, datetime], None]


@dataclass(frozen=True, slots=True)
class Story:
    """A report of today: when it was opened, what was heard, what became of it."""

    hours_ago: float
    items: tuple[Difficulty, ...]
    then: Then | None = None
    by: str = ""  # a caller whose reports are seldom read before triage; in turn without


def heard(
    theme: str, severity: int, said: str, consent: Consent = Consent.YES, **facts: str
) -> Difficulty:
    return Difficulty(theme, severity, consent, ItemFacts(said=said, **facts))


def open_story(cast: Cast, platform: Platform, story: Story, caller: str, today: datetime) -> bool:
    """A talk of these days with its report; its reading is real, so its assignment must reach until now."""
    at = today - timedelta(hours=story.hours_ago)
    actor = cast.actor(caller, at)
    try:
        taken = claim_next_call(actor=actor, campaign_id=platform.campaign_id, at=at)
    except Refused:
        return False
    call_id, token, moment = taken.call_id, taken.token, at + timedelta(minutes=11)
    show_number(actor=actor, call_id=call_id, token=token, at=at + timedelta(seconds=40))
    give_notice(actor=actor, call_id=call_id, token=token, at=at + timedelta(minutes=2))
    reach_until_now(call_id, at)
    opened = report_difficulty(
        actor=actor, call_id=call_id, token=token, items=story.items, at=moment
    )
    platform.reached.add(taken.person)
    if story.then is not None:
        story.then(cast, opened, moment + timedelta(minutes=14))
    return True


def reach_until_now(call_id: int, at: datetime) -> None:
    extend_assignment(origin=Origin("CALL", call_id), until=now() + timedelta(minutes=10), at=at)


def orienteur_of(cast: Cast, at: datetime) -> Actor:
    return cast.actor(ORIENTEURS[0], at)


def taken(cast: Cast, opened: OpenedReport, at: datetime) -> Actor:
    actor = orienteur_of(cast, at)
    if report(report_id=opened.report_id).state is ReportState.TO_REVIEW:  # a beginner wrote it
        read_at = at - timedelta(minutes=4)
        pass_review(actor=cast.actor(LEAD, read_at), report_id=opened.report_id, at=read_at)
    take_report(actor=actor, report_id=opened.report_id, at=at)
    return actor


def stays_taken(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    taken(cast, opened, at)


def goes_back_to_caller(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    ask_caller(
        actor=taken(cast, opened, at),
        report_id=opened.report_id,
        question="Depuis quand l'aide ne passe-t-elle plus ?",
        at=at + timedelta(minutes=3),
    )


def is_sent(cast: Cast, opened: OpenedReport, at: datetime) -> SentTo | None:
    """Sent with its message, then given back to the queue of what is followed."""
    actor = taken(cast, opened, at)
    sent = send_to_best(actor, opened, at + timedelta(minutes=4))
    if sent is not None:
        card = report(report_id=opened.report_id)
        true_at = extend_report(opened, at)
        write_facts(
            actor=actor,
            person=card.person,
            register_id=card.register_id,
            change=lambda facts: facts.with_words(
                sent.sent.referral_id, text=facts.items[opened.item_ids[0]].said
            ),
            at=true_at,
        )
        give_back_report(actor=actor, report_id=opened.report_id, at=at + timedelta(minutes=6))
    return sent


def extend_report(opened: OpenedReport, at: datetime) -> datetime:
    """The orienteur's right to read reaches until now, since the reading is real."""
    moment = now()
    extend_assignment(
        origin=Origin("REPORT", opened.report_id), until=moment + timedelta(minutes=10), at=at
    )
    return moment


def stays_sent(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    is_sent(cast, opened, at)


def is_received(cast: Cast, opened: OpenedReport, at: datetime) -> SentTo | None:
    sent = is_sent(cast, opened, at)
    if sent is not None:
        receive_referral(
            actor=sent.door(), referral_id=sent.sent.referral_id, at=at + timedelta(minutes=40)
        )
    return sent


def stays_received(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    is_received(cast, opened, at)


def is_accepted(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    sent = is_received(cast, opened, at)
    if sent is not None:
        moment = at + timedelta(minutes=70)
        accept_referral(
            actor=sent.door(),
            referral_id=sent.sent.referral_id,
            first_contact_on=localdate(moment),
            at=moment,
        )


def is_questioned(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    sent = is_received(cast, opened, at)
    if sent is not None:
        question_referral(
            actor=sent.door(), referral_id=sent.sent.referral_id, at=at + timedelta(minutes=75)
        )


def is_refused(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    sent = is_received(cast, opened, at)
    if sent is not None:
        refuse_referral(
            actor=sent.door(),
            referral_id=sent.sent.referral_id,
            reason=RefusalReason.NO_CAPACITY,
            at=at + timedelta(minutes=80),
        )


def is_answered(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    sent = is_received(cast, opened, at)
    if sent is not None:
        moment = at + timedelta(minutes=90)
        answer_referral(
            actor=sent.door(),
            referral_id=sent.sent.referral_id,
            answer=Answer(AnswerKind.HELPED),
            at=moment,
        )


def is_ended(ending: Ending, reason: UnmetReason | None = None) -> Then:
    def then(cast: Cast, opened: OpenedReport, at: datetime) -> None:
        actor = taken(cast, opened, at)
        for item_id in opened.item_ids:
            close_item(
                actor=actor,
                item_id=item_id,
                ending=ending,
                unmet_reason=reason,
                at=at + timedelta(minutes=9),
            )

    return then
