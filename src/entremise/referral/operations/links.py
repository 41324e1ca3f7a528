"""The link of a service without account: its code, its end, the next one."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import extend_assignment
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import Referral, Step
from entremise.referral.operations.codes import new_code
from entremise.referral.operations.endings import ORIGIN, forget
from entremise.referral.operations.referrals import bring_back, live, note_on
from entremise.referral.operations.reports import come_back, locked
from entremise.referral.rules import CODE_TRIES_AT_MOST, SEEN_FOR, digest_of
from entremise.referral.vocabulary.referrals import LIVE, Sent, SentBy
from entremise.referral.vocabulary.reports import Refusal

TOLD_BEFORE: Final = timedelta(days=3)


@transaction.atomic
def renew_link(*, actor: Actor, referral_id: int, at: datetime) -> Sent:
    """A new secret and a new code for a service without account; the former ones are over."""
    row = live(referral_id, actor, at, *LIVE)
    secret, code = secrets.token_urlsafe(32), new_code()
    row.link_digest, row.code_digest = digest_of(secret), digest_of(secret + code)
    row.code_tries_count, row.sent_by = 0, SentBy.LINK
    row.save(update_fields=["link_digest", "code_digest", "code_tries_count", "sent_by"])
    prolong(row, at)
    note_on(row, actor, at, "LINK_RENEWED")
    return Sent(row.pk, secret, code)


def prolong(row: Referral, at: datetime) -> None:
    row.seen_until = at + SEEN_FOR
    row.save(update_fields=["seen_until"])
    extend_assignment(origin=Origin(ORIGIN, row.pk), until=row.seen_until, at=at)


@transaction.atomic
def renew_code(*, secret: str, at: datetime) -> str:
    """Another code for this link, to be mailed to the service; refuse with `LINK_OVER`."""
    code = new_code()
    row = linked(secret, at)
    if row is None or row.code_tries_count >= CODE_TRIES_AT_MOST:
        raise Refused(Refusal.LINK_OVER)
    row.code_digest = digest_of(secret + code)
    row.save(update_fields=["code_digest"])
    return code


def try_code(*, secret: str, code: str, at: datetime) -> None:
    """Whether this code goes with this link; a wrong one counts, ten are too many; refuse with `CODE_WRONG`, `LINK_OVER`."""
    with transaction.atomic():  # the count stays when the answer is no
        row = linked(secret, at)
        if row is None or row.code_tries_count >= CODE_TRIES_AT_MOST:
            raise Refused(Refusal.LINK_OVER)
        is_right = bytes(row.code_digest or b"") == digest_of(secret + code)
        if not is_right:
            rows = Referral.objects.filter(pk=row.pk)
            rows.update(code_tries_count=F("code_tries_count") + 1)
    if not is_right:
        raise Refused(Refusal.CODE_WRONG)


def linked(secret: str, at: datetime) -> Referral | None:
    rows = Referral.objects.filter(link_digest=digest_of(secret), seen_until__gt=at)
    return rows.select_for_update(of=("self",)).order_by("pk").first()


@transaction.atomic
def watch_links(*, actor: Actor, at: datetime) -> int:
    """What a service may see ends in three days: an account's is prolonged, a link's comes back to be renewed, and at its end the item does; return how many."""
    near = Referral.objects.filter(state__in=LIVE, seen_until__lte=at + TOLD_BEFORE)
    found = list(near.order_by("item__report_id", "pk").values_list("pk", "item__report_id"))
    return sum(watch_link(pk, report_id, actor, at) for pk, report_id in found)


def watch_link(referral_id: int, report_id: int, actor: Actor, at: datetime) -> bool:
    report = locked(report_id)
    rows = Referral.objects.filter(pk=referral_id, state__in=LIVE)
    row = rows.select_related("item__report", "service").order_by("pk").first()
    if row is None:
        return False
    if row.sent_by != SentBy.LINK:
        prolong(row, at)
    elif row.seen_until <= at:
        forget(Referral.objects.filter(pk=row.pk))
        note_on(row, actor, at, "LINK_OVER")
        bring_back(row, actor, at)
    elif not was_told(row):
        note_on(row, actor, at, "LINK_ENDS")
        come_back(report, at)
    else:
        return False
    return True


def was_told(row: Referral) -> bool:
    since = row.seen_until - TOLD_BEFORE
    return Step.objects.filter(item=row.item, kind="LINK_ENDS", at__gte=since).exists()
