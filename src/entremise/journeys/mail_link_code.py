"""The code of a link leaves for the address that the directory knows: whoever got the link by error reads another box."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.directory.queries import service
from entremise.journeys.telling import Said, send
from entremise.kernel.origin import Origin
from entremise.notices.queries import is_set_up, written
from entremise.notices.vocabulary import Channel, MessageTemplate
from entremise.referral.operations.endings import ORIGIN
from entremise.referral.operations.links import renew_code
from entremise.referral.queries.reports import referral_by_link
from entremise.referral.vocabulary.referrals import ReferralCard

ONCE_IN_MINUTES: Final = 10
USEFUL: Final = timedelta(hours=1)


def may_mail_code(card: ReferralCard) -> bool:
    found = service(service_id=card.service_id)
    return found is not None and bool(found.mail) and is_set_up(channel=Channel.EMAIL)


@transaction.atomic
def mail_link_code(*, secret: str, at: datetime) -> None:
    """A new code by mail, one in ten minutes; nothing when none can leave; refuse with `LINK_OVER`."""
    card = referral_by_link(secret=secret, at=at)
    found = service(service_id=card.service_id)
    if found is None or not may_mail_code(card):
        return
    span = int(at.timestamp()) // (60 * ONCE_IN_MINUTES)
    template, fact = MessageTemplate.SERVICE_CODE, f"{card.referral_id} {span}"
    if written([f"{template}:{fact}"]):
        return
    code = renew_code(secret=secret, at=at)
    facts = {"number": card.report_number, "code": f"{code[:3]} {code[3:]}"}
    said = Said(template, fact, Origin(ORIGIN, card.referral_id), at + USEFUL, facts)
    send(said, Channel.EMAIL, found.mail, at)
