"""Messages of the last days: an invitation that left, a link that found no mailbox, answers, what the desk must read."""

from datetime import datetime, timedelta
from typing import Final

from entremise.jobs.town.cast import Cast
from entremise.kernel.origin import Origin
from entremise.notices.operations import (
    hold_next_message,
    note_attempt,
    note_delivery,
    note_number,
    queue_message,
    take_incoming,
)
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    Fault,
    MessageTemplate,
    NewIncoming,
    NewMessage,
)

NUMBER: Final = "+33639980431"
NO_MAILBOX: Final = Attempt(Fault.BAD_ADDRESS, is_final=True)
OF_MAIL: Final = (
    (MessageTemplate.INVITATION, "romain.delacourt@aubrelle.invalid", 70, Attempt()),
    (MessageTemplate.RESET_LINK, "ines@aubrelle.invalid", 3, NO_MAILBOX),
    (MessageTemplate.CONTACT_CHANGED, "ancienne.adresse@aubrelle.invalid", 26, Attempt()),
)
WORDS: Final = (
    (5, "Bonjour, je serai chez ma fille jusqu'à dimanche. Ne vous inquiétez pas. Mme Chambaud"),
    (2, "STOP et merci de dire à la dame de mardi que son numéro du médecin était le bon"),
)


def leave_messages(cast: Cast, now: datetime) -> None:
    for template, to, hours, attempt in OF_MAIL:
        mail(template, to, now - timedelta(hours=hours), attempt)
    try_text_message(cast, now - timedelta(hours=25))
    for hours, text in WORDS:
        new = NewIncoming(f"aubrelle-{hours}", f"+3363998042{hours}", text)
        take_incoming(new=new, at=now - timedelta(hours=hours))


def mail(template: MessageTemplate, to: str, at: datetime, attempt: Attempt) -> None:
    new = NewMessage(
        key=f"town:{template}",
        channel=Channel.EMAIL,
        template=template,
        recipient=to,
        useful_until=at + timedelta(days=7),
        facts={"name": "Baptiste Le Floc'h", "login": "", "link": "", "at": at.isoformat()},
    )
    queue_message(new=new, at=at)
    held = hold_next_message(at=at)
    if held is not None:
        note_attempt(held=held, attempt=attempt, at=at)


def try_text_message(cast: Cast, at: datetime) -> None:
    """The administrator tried it, and answered."""
    asked = Origin("TRIAL", cast.users["Baptiste Le Floc'h"])
    new = NewMessage(
        key="town:trial",
        channel=Channel.SMS,
        template=MessageTemplate.TRIAL,
        recipient=NUMBER,
        useful_until=at + timedelta(hours=1),
        expects=asked,
    )
    queue_message(new=new, at=at)
    held = hold_next_message(at=at)
    if held is None:
        return
    note_number(held=held, number=NUMBER, parts=1, at=at)
    note_attempt(held=held, attempt=Attempt(), at=at)
    note_delivery(reference=held.reference.hex, is_delivered=True, at=at)
    take_incoming(new=NewIncoming("aubrelle-trial", NUMBER, "OUI"), at=at + timedelta(minutes=1))
