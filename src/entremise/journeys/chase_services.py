"""A silent service is reminded, then its orienteurs and the leads learn it; one that must forget is told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.directory.queries import services_by_id
from entremise.directory.vocabulary import ServiceCard
from entremise.journeys.telling import Said, send, site, tell_by_mail
from entremise.kernel.origin import Origin
from entremise.notices.queries import is_set_up
from entremise.notices.vocabulary import Channel, MessageTemplate
from entremise.referral.operations.endings import ORIGIN, note_forgotten
from entremise.referral.operations.returns import bring_back_silent
from entremise.referral.queries.follow import services_to_tell
from entremise.referral.vocabulary.referrals import Breach

USEFUL: Final = timedelta(days=3)
CHASES: Final = (Role.ORIENTEUR, Role.CAMPAIGN_LEAD)


@transaction.atomic
def chase_services(*, at: datetime) -> int:
    """Bring back what is late, remind its services by mail, tell those who chase; return how many were late."""
    late = bring_back_silent(actor=SYSTEM, at=at)
    if is_set_up(channel=Channel.EMAIL):
        services = services_by_id({one.service_id for one in late})
        for breach in late:
            if not breach.is_over:
                remind(services[breach.service_id], breach, at)
        escalate([breach for breach in late if breach.is_escalated], at)
    return len(late)


def remind(service: ServiceCard, breach: Breach, at: datetime) -> None:
    fact = f"{breach.referral_id} {breach.count}"
    said = about(MessageTemplate.SERVICE_REMINDED, fact, breach.referral_id, breach.number, at)
    if service.mail:
        send(said, Channel.EMAIL, service.mail, at)


def escalate(late: Iterable[Breach], at: datetime) -> None:
    users = {
        one.user_id
        for role in CHASES
        for one in accounts_with_role(role=role, organization_id=None, at=at)
    }
    for breach in late:
        for user_id in sorted(users):
            said = Said(
                template=MessageTemplate.REFERRAL_LATE,
                fact=f"{breach.referral_id} {breach.count} {user_id}",
                about=Origin(ORIGIN, breach.referral_id),
                until=at + USEFUL,
                facts={"number": breach.number, "lien": site("triage:follow")},
            )
            tell_by_mail(user_id, said, at)


@transaction.atomic
def tell_to_forget(*, at: datetime) -> int:
    """Services with a mail are told by it to delete what they saw; the others stay listed for a call; return how many."""
    waiting = services_to_tell(limit=None) if is_set_up(channel=Channel.EMAIL) else ()
    services = services_by_id({one.service_id for one in waiting})
    told = [one for one in waiting if services[one.service_id].mail]
    for one in told:
        fact, template = str(one.referral_id), MessageTemplate.SERVICE_TO_FORGET
        said = about(template, fact, one.referral_id, one.report_number, at)
        send(said, Channel.EMAIL, services[one.service_id].mail, at)
        note_forgotten(actor=SYSTEM, referral_id=one.referral_id, at=at)
    return len(told)


def about(
    template: MessageTemplate, fact: str, referral_id: int, number: str, at: datetime
) -> Said:
    facts = {"number": number, "lien": site("account_login")}
    return Said(template, fact, Origin(ORIGIN, referral_id), at + USEFUL, facts)
