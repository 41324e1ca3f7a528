"""Mail, by the server of the town."""

from email.utils import parseaddr
from hashlib import sha256
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from entremise.journeys.message_words import SUBJECTS
from entremise.notices.vocabulary import Attempt, Fault, Outgoing

NEVER_AGAIN: Final = 500  # codes from here on are for good


def send_mail(message: Outgoing) -> Attempt:
    """Hand a message to the server; a second copy bears the same number, so that the receiver can tell."""
    number = message_number(message.key)
    mail = EmailMessage(
        subject=str(SUBJECTS[message.template]),
        body=message.text,
        to=[message.recipient],
        headers={"Message-ID": number, "Auto-Submitted": "auto-generated"},
        connection=EmailBackend(),
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        is_final = all(code >= NEVER_AGAIN for code, _said in refused.recipients.values())
        return Attempt(Fault.BAD_ADDRESS, is_final=is_final)
    except SMTPException:
        return Attempt(Fault.REFUSED)
    except OSError:
        return Attempt(Fault.UNREACHABLE)
    except ValueError:  # an address that no header can hold
        return Attempt(Fault.BAD_ADDRESS, is_final=True)
    return Attempt(provider_id=number)


def message_number(key: str) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def mail_answers() -> bool:
    """Whether the server lets us in."""
    connection = EmailBackend()
    try:
        connection.open()
    except (OSError, SMTPException):
        return False
    connection.close()
    return True
