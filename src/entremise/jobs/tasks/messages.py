"""Messages that are due leave: as soon as they are queued, and each minute those that failed or were left behind."""

import time
from typing import Final

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.jobs.sending.gateway import send_sms
from entremise.jobs.sending.mail import send_mail
from entremise.journeys.deliver_notice import deliver_notice
from entremise.notices.operations import end_late_messages, forget_old_messages
from entremise.notices.queries import is_set_up
from entremise.notices.vocabulary import Attempt, Channel, Envelope, Fault

AT_ONCE_SECONDS: Final = 20  # then the next minute's: other work waits too


def send(envelope: Envelope) -> Attempt:
    if not is_set_up(channel=envelope.channel):  # the setting was taken out while it waited
        return Attempt(Fault.UNREACHABLE)
    return send_mail(envelope) if envelope.channel is Channel.EMAIL else send_sms(envelope)


@app.periodic(cron="* * * * *")
@app.task(name="send_messages", priority=-1)  # a server that is silent holds back no alarm
def send_messages(timestamp: int) -> None:
    del timestamp
    end_late_messages(at=now())
    until = time.monotonic() + AT_ONCE_SECONDS
    while deliver_notice(send=send, at=now()) and time.monotonic() < until:
        continue


@app.periodic(cron="29 3 * * *")
@app.task(name="forget_old_messages")
def forget(timestamp: int) -> None:
    del timestamp
    forget_old_messages(at=now())
