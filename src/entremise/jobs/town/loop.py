"""What the loop keeps from being forgotten in Aubrelle: silent services, a letter, a service to tell, people asked later."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.directory.queries import search
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.reports import (
    ORIENTEURS,
    Story,
    extend_report,
    heard,
    is_ended,
    is_received,
    stays_sent,
    taken,
)
from entremise.journeys.chase_services import chase_services
from entremise.journeys.report_card import write_facts
from entremise.referral.operations.checks import answer_check, put_off_check
from entremise.referral.operations.referrals import send_referral, take_back_referral
from entremise.referral.operations.reports import give_back_report, take_report
from entremise.referral.operations.review import review_vital_item
from entremise.referral.queries.follow import checks_due, vital_to_review
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.checks import CheckAnswer, Verdict
from entremise.referral.vocabulary.referrals import SentBy
from entremise.referral.vocabulary.reports import Consent, Ending, OpenedReport

ASKED_EARLY: Final = 3
TEN: Final = time(8)  # ten in the morning, in Aubrelle
ON_PAPER: Final = "France services Lanvigny"


def is_on_paper(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    """A letter with its coupon, for a service that reads paper."""
    actor = taken(cast, opened, at)
    sent = send_referral(
        actor=actor,
        item_id=opened.item_ids[0],
        service_id=search(text=ON_PAPER)[0].service_id,
        sent_by=SentBy.PAPER,
        at=at + timedelta(minutes=5),
    )
    card = report(report_id=opened.report_id)
    write_facts(
        actor=actor,
        person=card.person,
        register_id=card.register_id,
        change=lambda facts: facts.with_words(
            sent.referral_id, text=facts.items[opened.item_ids[0]].said
        ),
        at=extend_report(opened, at),
    )
    give_back_report(actor=actor, report_id=opened.report_id, at=at + timedelta(minutes=8))


def is_taken_back(cast: Cast, opened: OpenedReport, at: datetime) -> None:
    """Seen by a service, then asked of it no more: somebody must tell it to delete."""
    sent = is_received(cast, opened, at)
    if sent is None:
        return
    later = at + timedelta(hours=2)
    actor = cast.actor(ORIENTEURS[1], later)
    take_report(actor=actor, report_id=opened.report_id, at=later)
    take_back_referral(actor=actor, referral_id=sent.sent.referral_id, at=later)
    give_back_report(actor=actor, report_id=opened.report_id, at=later)


AT_ONCE: Final = is_ended(Ending.ANSWERED_AT_ONCE)
LOOP_STORIES: Final = (
    Story(26.2, (heard("soins", 2, "Traitement à aller chercher, personne ne peut."),), stays_sent),
    Story(
        10,
        (heard("papiers_droits", 3, "Dossier refusé, n'a pas compris.", language="portugais"),),
        is_on_paper,
    ),
    Story(14, (heard("courses_repas", 3, "Ne veut plus du service proposé."),), is_taken_back),
    Story(31, (heard("menage", 4, "Voudrait savoir qui appeler."),), AT_ONCE),
    Story(
        36,
        (
            heard(
                "x-coupure",
                1,
                "Seule, sans chauffage depuis deux jours.",
                Consent.VITAL,
                vital_reason="Huit degrés chez elle, ne répond plus clairement.",
            ),
        ),
        AT_ONCE,
    ),
)


def follow_up(cast: Cast, now: datetime) -> None:
    """What has come back by now; what the people of July said; two of these days to ask early; one second look."""
    chase_services(at=now)
    actor = cast.actor(ORIENTEURS[1], now)
    for number, card in enumerate(checks_due(at=now)):
        answer = CheckAnswer.IMPOSSIBLE if number % 9 == 8 else CheckAnswer.YES
        asked_at = datetime.combine(card.due_on, TEN, UTC) + timedelta(minutes=11 * number)
        answer_check(actor=actor, check_id=card.check_id, answer=answer, at=asked_at)
    for card in checks_due(at=now + timedelta(days=60))[:ASKED_EARLY]:
        put_off_check(actor=actor, check_id=card.check_id, on=localdate(now), at=now)
    waiting = vital_to_review(user_id=actor.user_id or 0)
    if len(waiting) > 1:
        item_id = waiting[0].item_id
        review_vital_item(actor=actor, item_id=item_id, verdict=Verdict.JUSTIFIED, at=now)
