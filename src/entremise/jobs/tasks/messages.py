"""Messages that are due leave, as soon as they are queued and each minute for those that failed."""

from typing import Final

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.jobs.sending.gateway import send_sms
from entremise.jobs.sending.mail import send_mail
from entremise.notices.operations import erase_messages, try_next_message
from entremise.notices.vocabulary import Attempt, Channel, Outgoing

AT_ONCE: Final = 200  # then the next minute's: other work waits too


def send(message: Outgoing) -> Attempt:
    return send_mail(message) if message.channel is Channel.EMAIL else send_sms(message)


@app.periodic(cron="* * * * *")
@app.task(name="send_messages")
def send_messages(timestamp: int) -> None:
    del timestamp
    erase_messages(at=now())
    for _number in range(AT_ONCE):
        if not try_next_message(send=send, at=now()):
            return
