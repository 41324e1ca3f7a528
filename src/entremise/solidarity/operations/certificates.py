"""Hours made into a certificate that a third party can check; the private calendar's address."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.solidarity.models import Certificate, Feed
from entremise.solidarity.queries.hours import given_with, name_digest
from entremise.solidarity.vocabulary.actions import Refusal

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing misheard or misread
CODE_LENGTH: Final = 10  # fifty bits: nobody finds one by trying


@transaction.atomic
def issue_certificate(
    *,
    actor: Actor,
    name: str,
    organization_id: int,
    since: date,
    until: date,
    at: datetime,
) -> int:
    """Certify one's own time with one organization; return the certificate; refuse with `NO_HOURS`."""
    given = given_with(
        user_id=actor.user_id or 0, organization_id=organization_id, since=since, until=until
    )
    if given is None or actor.user_id is None:
        raise Refused(Refusal.NO_HOURS)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    row = Certificate.objects.create(
        user_id=actor.user_id,
        organization_id=organization_id,
        code=code,
        name_digest=name_digest(code, name),
        minutes=given.minutes,
        first_on=given.first_on,
        last_on=given.last_on,
        issued_at=at,
    )
    return row.pk


@transaction.atomic
def make_feed(*, actor: Actor, at: datetime) -> str:
    """The secret of one's calendar address; a former one stops."""
    secret = secrets.token_urlsafe(24)
    digest = hashlib.sha256(secret.encode()).digest()
    Feed.objects.update_or_create(
        user_id=actor.user_id or 0, defaults={"digest": digest, "made_at": at}
    )
    return secret


@transaction.atomic
def revoke_feed(*, actor: Actor, at: datetime) -> None:
    """The calendar's address opens nothing any more."""
    Feed.objects.filter(user_id=actor.user_id or 0).delete()
