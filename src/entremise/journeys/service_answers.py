"""What a service says of a referral: the dated fact, and its words sealed beside the facts of the person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.report_card import report_card, write_facts
from entremise.journeys.report_news import tell_need
from entremise.kits.queries import service_fields
from entremise.mutual_aid.vocabulary.needs import ReportNews
from entremise.people.vocabulary import Card
from entremise.referral.operations.referrals import (
    accept_referral,
    answer_referral,
    question_referral,
    receive_referral,
    refuse_referral,
    reply_to_service,
)
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.facts import ItemFacts, ReferralWords
from entremise.referral.vocabulary.referrals import (
    Answer,
    AnswerKind,
    ReferralCard,
    ReferralState,
    RefusalReason,
    Said,
)

# Of the card, by what the theme needs; never her age, her home or the other items.
GROUPS: Final = {
    "phone": FieldGroup.PHONE,
    "language": FieldGroup.CONTACT,
    "district": FieldGroup.DISTRICT,
}
ALWAYS: Final = (FieldGroup.NAME, FieldGroup.FACTS)


@dataclass(frozen=True, slots=True)
class ServiceView:
    """What a service may know: the person to help, and this item alone."""

    card: Card
    facts: ItemFacts
    words: ReferralWords


def service_view(*, actor: Actor, card: ReferralCard, at: datetime) -> ServiceView:
    """Open a referral for its service, with what its theme needs; refuse with `NOT_AVAILABLE`."""
    of = report(report_id=card.report_id)
    given = service_fields(version_id=of.kit_version_id, theme=card.theme)
    groups = (*ALWAYS, *(group for field, group in GROUPS.items() if field in given))
    person, facts = report_card(
        actor=actor, person=of.person, register_id=of.register_id, at=at, groups=groups
    )
    return ServiceView(
        card=person,
        facts=facts.items.get(card.item_id, ItemFacts()).only(given),
        words=facts.referrals.get(card.referral_id, ReferralWords()),
    )


def write_words(*, actor: Actor, card: ReferralCard, at: datetime, **words: str) -> None:
    """Seal what was said of a referral; nothing when nothing was said."""
    if not any(words.values()):
        return
    of = report(report_id=card.report_id)
    write_facts(
        actor=actor,
        person=of.person,
        register_id=of.register_id,
        change=lambda facts: facts.with_words(card.referral_id, **words),
        at=at,
    )


@transaction.atomic
def refuse_with_words(
    *,
    actor: Actor,
    card: ReferralCard,
    reason: RefusalReason,
    text: str,
    at: datetime,
    heard_from: str = "",
) -> None:
    """The service refuses; the item is to place again."""
    write_words(actor=actor, card=card, refusal=text, at=at)
    refuse_referral(
        actor=actor, referral_id=card.referral_id, reason=reason, at=at, heard_from=heard_from
    )
    tell_need(actor=actor, report_id=card.report_id, news=ReportNews.REFUSED, at=at)


@transaction.atomic
def question_with_words(*, actor: Actor, card: ReferralCard, text: str, at: datetime) -> None:
    """The service asks one thing; its clock stops."""
    write_words(actor=actor, card=card, question=text, at=at)
    question_referral(actor=actor, referral_id=card.referral_id, at=at)


@transaction.atomic
def reply_with_words(*, actor: Actor, card: ReferralCard, text: str, at: datetime) -> None:
    """The orienteur answers the service."""
    write_words(actor=actor, card=card, reply=text, at=at)
    reply_to_service(actor=actor, referral_id=card.referral_id, at=at)


@transaction.atomic
def answer_with_words(
    *,
    actor: Actor,
    card: ReferralCard,
    answer: Answer,
    text: str,
    at: datetime,
    heard_from: str = "",
) -> None:
    """The service says what it did, in words that may be told to the person."""
    write_words(actor=actor, card=card, answer=text, at=at)
    answer_referral(
        actor=actor, referral_id=card.referral_id, answer=answer, at=at, heard_from=heard_from
    )
    tell_need(actor=actor, report_id=card.report_id, news=ReportNews.ANSWERED, at=at)


@dataclass(frozen=True, slots=True)
class Coupon:
    """What is ticked on a coupon, or said on the phone, and by whom of the service."""

    said: Said
    first_contact_on: date | None = None
    reason: RefusalReason | None = None
    answer: AnswerKind | None = None
    heard_from: str = ""


@transaction.atomic
def answer_from_coupon(*, actor: Actor, card: ReferralCard, coupon: Coupon, at: datetime) -> None:
    """What a service ticked on its coupon, or said on the phone to whoever picked up; refuse as the fact it notes."""
    is_unread_answer = coupon.said is Said.ANSWERED and card.state is ReferralState.SENT
    if coupon.said is Said.RECEIVED or is_unread_answer:
        receive_referral(
            actor=actor, referral_id=card.referral_id, at=at, heard_from=coupon.heard_from
        )
    if coupon.first_contact_on is not None and coupon.said is Said.ACCEPTED:
        accept_referral(
            actor=actor,
            referral_id=card.referral_id,
            first_contact_on=coupon.first_contact_on,
            at=at,
            heard_from=coupon.heard_from,
        )
    elif coupon.reason is not None and coupon.said is Said.REFUSED:
        refuse_referral(
            actor=actor,
            referral_id=card.referral_id,
            reason=coupon.reason,
            at=at,
            heard_from=coupon.heard_from,
        )
        tell_need(actor=actor, report_id=card.report_id, news=ReportNews.REFUSED, at=at)
    elif coupon.answer is not None and coupon.said is Said.ANSWERED:
        answer_referral(
            actor=actor,
            referral_id=card.referral_id,
            answer=Answer(coupon.answer),
            at=at,
            heard_from=coupon.heard_from,
        )
        tell_need(actor=actor, report_id=card.report_id, news=ReportNews.ANSWERED, at=at)
