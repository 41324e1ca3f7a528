"""Time given, certificates, and the calendar behind a secret."""

import hashlib
from datetime import date, datetime, time

from django.db.models import Max, Min, Sum
from django.utils.crypto import salted_hmac
from django.utils.timezone import get_current_timezone, localtime

from entremise.engines.trigrams import plain
from entremise.solidarity.models import Certificate, Feed, Place
from entremise.solidarity.vocabulary.actions import CertificateCard, Given, PlaceState


def hours_of(*, user_id: int) -> tuple[Given, ...]:
    """Time given by an account, by organization."""
    return tuple(given_rows(user_id))


def given_with(*, user_id: int, organization_id: int, since: date, until: date) -> Given | None:
    """Time given with one organization between two days, both included; none without any."""
    zone = get_current_timezone()
    found = given_rows(
        user_id,
        slot__action__organization_id=organization_id,
        slot__starts_at__gte=datetime.combine(since, time(), zone),
        slot__starts_at__lte=datetime.combine(until, time.max, zone),
    )
    return found[0] if found else None


def given_rows(user_id: int, **narrowed: object) -> list[Given]:
    rows = (
        Place.objects.filter(user_id=user_id, state=PlaceState.PRESENT, minutes__gt=0, **narrowed)
        .values("slot__action__organization_id")
        .annotate(total=Sum("minutes"), first=Min("slot__starts_at"), last=Max("slot__starts_at"))
        .order_by("slot__action__organization_id")
    )
    return [
        Given(
            organization_id=row["slot__action__organization_id"],
            minutes=row["total"],
            first_on=localtime(row["first"]).date(),
            last_on=localtime(row["last"]).date(),
        )
        for row in rows
    ]


def certificates_of(*, user_id: int) -> tuple[CertificateCard, ...]:
    """The certificates of an account, the last first."""
    rows = Certificate.objects.filter(user_id=user_id).order_by("-pk")
    return tuple(map(certificate_card, rows))


def certificate(*, certificate_id: int, user_id: int) -> CertificateCard | None:
    """One of her certificates, or none."""
    row = Certificate.objects.filter(pk=certificate_id, user_id=user_id).order_by("pk").first()
    return None if row is None else certificate_card(row)


def certificate_with(*, code: str) -> CertificateCard | None:
    """What a code certifies; spaces, hyphens and small letters are forgiven."""
    asked = "".join(one for one in code.upper() if one.isalnum())
    row = Certificate.objects.filter(code=asked).order_by("pk").first()
    return None if row is None else certificate_card(row)


def is_named(*, certificate_id: int, name: str) -> bool:
    """Whether a certificate is that of somebody with this name, first or last name first."""
    row = Certificate.objects.get(pk=certificate_id)
    return bytes(row.name_digest) == name_digest(row.code, name)


def name_digest(code: str, name: str) -> bytes:
    """Keyed, and salted by the code: alone it tells no name."""
    said = " ".join(sorted(plain(name).replace("-", " ").split()))
    return salted_hmac(f"entremise.certificate.{code}", said, algorithm="sha256").digest()


def certificate_card(row: Certificate) -> CertificateCard:
    return CertificateCard(
        certificate_id=row.pk,
        code=row.code,
        organization_id=row.organization_id,
        minutes=row.minutes,
        first_on=row.first_on,
        last_on=row.last_on,
        issued_at=row.issued_at,
    )


def feed_made_at(*, user_id: int) -> datetime | None:
    """Since when an account has a calendar address; none without one."""
    return Feed.objects.filter(user_id=user_id).values_list("made_at", flat=True).first()


def user_of_feed(*, secret: str) -> int | None:
    """The account whose calendar this secret opens; none when it was changed or taken away."""
    digest = hashlib.sha256(secret.encode()).digest()
    rows = Feed.objects.filter(digest=digest, user__is_active=True)
    return rows.values_list("user_id", flat=True).first()
