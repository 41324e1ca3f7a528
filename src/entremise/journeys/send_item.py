"""An item goes to a service: the referral, and its message sealed with the facts."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.journeys.report_card import write_facts
from entremise.journeys.service_answers import ServiceView, service_view
from entremise.referral.operations.referrals import note_printed, send_referral
from entremise.referral.vocabulary.referrals import ReferralCard, Sent, SentBy
from entremise.referral.vocabulary.reports import ReportCard


@transaction.atomic
def send_item(
    *,
    actor: Actor,
    report: ReportCard,
    item_id: int,
    service_id: int,
    sent_by: SentBy,
    text: str,
    at: datetime,
) -> Sent:
    """Send one item with its message; refuse as `send_referral` does, or with `NOT_AVAILABLE`."""
    sent = send_referral(
        actor=actor, item_id=item_id, service_id=service_id, sent_by=sent_by, at=at
    )
    write_facts(
        actor=actor,
        person=report.person,
        register_id=report.register_id,
        change=lambda facts: facts.with_words(sent.referral_id, text=text),
        at=at,
    )
    return sent


def letter_of(*, actor: Actor, card: ReferralCard, at: datetime) -> ServiceView:
    """What goes on paper, as the service would read it on screen; refuse with `NOT_AVAILABLE` unless the report is held."""
    view = service_view(actor=actor, card=card, at=at)
    note_printed(actor=actor, referral_id=card.referral_id, at=at)
    return view
