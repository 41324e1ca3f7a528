"""A referent reads a report that the seed drew: she sees what its caller wrote, passes it on or sends it back."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.operations.assignments import assign, release
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.origin import Origin
from entremise.outreach.operations.reviews import give_verdict, reopen_review, take_review
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.queries.reviews import review_read_by
from entremise.outreach.vocabulary.reviews import ReviewCard, Verdict
from entremise.people.vault.cards import open_card
from entremise.referral.operations.asking import answer_as_caller
from entremise.referral.operations.review import pass_review, send_back_from_review
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.facts import Facts
from entremise.referral.vocabulary.reports import ReportState

REVIEW: Final = "REVIEW"
READS_FOR: Final = timedelta(minutes=20)


@transaction.atomic
def open_review(*, actor: Actor, review_id: int, at: datetime) -> ReviewCard:
    """Take it, and be let see this person for twenty minutes; refuse as `take_review`."""
    card = take_review(actor=actor, review_id=review_id, at=at)
    release(origin=Origin(REVIEW, review_id), at=at)
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=card.person,
        purpose=campaign(card.campaign_id).purpose,
        origin=Origin(REVIEW, review_id),
        until=at + READS_FOR,
    )
    assign(new=new, at=at)
    return card


def facts_under_review(*, actor: Actor, review_id: int, at: datetime) -> Facts:
    """What the caller wrote, without the person's name; refuse with `NOT_YOUR_REVIEW`, `NOT_AVAILABLE`."""
    card = review_read_by(actor=actor, review_id=review_id)
    grants = live_grants_of(
        actor=actor,
        purpose=campaign(card.campaign_id).purpose,
        origin=Origin("CAMPAIGN", card.campaign_id),
        at=at,
    )
    tickets = ask(
        actor=actor,
        grant_ids=[grant.grant_id for grant in grants],
        person=card.person,
        groups=(FieldGroup.FACTS,),
        at=at,
    )
    return Facts.opened(open_card(tickets=tickets, at=at).facts)


@transaction.atomic
def decide_review(
    *, actor: Actor, review_id: int, verdict: Verdict, sentence: str, at: datetime
) -> None:
    """Its report goes to triage, or back to its caller with one sentence; refuse as `give_verdict`."""
    card = give_verdict(actor=actor, review_id=review_id, verdict=verdict, sentence=sentence, at=at)
    release(origin=Origin(REVIEW, review_id), at=at)
    if report(report_id=card.report_id).state is not ReportState.TO_REVIEW:
        return  # triage has it already: what is said is for its caller alone
    if verdict is Verdict.PASSED:
        pass_review(actor=actor, report_id=card.report_id, at=at)
    else:
        send_back_from_review(actor=actor, report_id=card.report_id, question=sentence, at=at)


@transaction.atomic
def answer_reader(*, actor: Actor, report_id: int, reply: str, at: datetime) -> None:
    """Its caller answers what she was asked; if a referent had asked, she reads it again; refuse as `answer_as_caller`."""
    answer_as_caller(actor=actor, report_id=report_id, reply=reply, at=at)
    if report(report_id=report_id).state is ReportState.TO_REVIEW:
        reopen_review(report_id=report_id, at=at)
