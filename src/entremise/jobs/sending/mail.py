"""Mail, by the server of the town."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr
from smtplib import SMTP, SMTP_SSL, SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address
from django.core.mail.utils import DNS_NAME

from entremise.notices.vocabulary import Attempt, Envelope, Fault

NEVER_AGAIN: Final = 500  # codes from here on are for good


def send_mail(envelope: Envelope) -> Attempt:
    """Hand a message to the server; a second copy bears the same number, so that the receiver can tell."""
    number = message_number(envelope.reference)
    headers = {"Message-ID": number, "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(envelope.subject, envelope.text, to=[envelope.to], headers=headers)
    try:
        sender, to = (sanitize_address(one, "utf-8") for one in (mail.from_email, envelope.to))
        content = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own class
    except ValueError:  # an address that no header can hold
        return Attempt(Fault.BAD_ADDRESS, is_final=True)
    try:
        with server() as connection:
            connection.sendmail(sender, [to], content)
    except SMTPRecipientsRefused as refused:
        is_final = all(code >= NEVER_AGAIN for code, _said in refused.recipients.values())
        return Attempt(Fault.BAD_ADDRESS, is_final=is_final)
    except OSError as fault:
        return Attempt(fault_of(fault))
    return Attempt(provider_id=number)


@contextmanager
def server() -> Iterator[SMTP]:
    """The server, once it lets us in. Leaving it never fails: what it took is sent, whatever it says then."""
    name, context = DNS_NAME.get_fqdn(), ssl.create_default_context()
    where = (settings.EMAIL_HOST, settings.EMAIL_PORT, name)
    connection = (
        SMTP_SSL(*where, timeout=settings.EMAIL_TIMEOUT, context=context)
        if settings.EMAIL_USE_SSL
        else SMTP(*where, timeout=settings.EMAIL_TIMEOUT)
    )
    try:
        if settings.EMAIL_USE_TLS:
            connection.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            connection.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        yield connection
    finally:
        with suppress(OSError):
            connection.quit()
        connection.close()


def fault_of(fault: OSError) -> Fault:
    """Why the server did not take it; an SMTPException is an OSError too."""
    if isinstance(fault, SMTPAuthenticationError):
        return Fault.LOGIN
    if isinstance(fault, ssl.SSLCertVerificationError):
        return Fault.CERTIFICATE
    return Fault.REFUSED if isinstance(fault, SMTPException) else Fault.UNREACHABLE


def message_number(reference: UUID) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{reference.hex}@{domain}>"


def mail_fault() -> Fault | None:
    """Why the server does not let us in; none when it does."""
    try:
        with server():
            return None
    except OSError as fault:
        return fault_of(fault)
