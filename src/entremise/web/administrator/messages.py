"""Messages that leave by themselves: what became of each, without address nor text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.engines.short_answers import Word
from entremise.journeys.message_words import SUBJECTS
from entremise.journeys.try_messages import send_trial
from entremise.notices.operations import give_up_message, retry_message
from entremise.notices.queries import (
    is_set_up,
    message,
    message_counts,
    messages_listed,
    parts_sent,
    stuck_count,
)
from entremise.notices.vocabulary import (
    Channel,
    Fault,
    GivenUp,
    MessageCard,
    MessageFilter,
    MessageState,
)
from entremise.web.administrator.forms import CHANNEL_NAMES, GIVEN_UP_NAMES, GiveUp, Messages
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import moment

STATES = {
    MessageState.QUEUED: (gettext_lazy("waits"), "sun"),
    MessageState.SENDING: (gettext_lazy("leaves now"), "sun"),
    MessageState.FAILED: (gettext_lazy("tried again later"), "sun"),
    MessageState.DEAD: (gettext_lazy("not sent"), "alert"),
    MessageState.SENT: (gettext_lazy("sent"), "ok"),
    MessageState.DELIVERED: (gettext_lazy("arrived"), "ok"),
    MessageState.GIVEN_UP: (gettext_lazy("settled otherwise"), "off"),
    MessageState.STOPPED: (gettext_lazy("stopped"), "off"),
}
FAULTS = {
    Fault.UNREACHABLE: gettext_lazy("The server does not answer."),
    Fault.CERTIFICATE: gettext_lazy("The certificate of the server is not trusted."),
    Fault.LOGIN: gettext_lazy("The server refuses our name or password."),
    Fault.REFUSED: gettext_lazy("The server refused it."),
    Fault.INTERRUPTED: gettext_lazy("Each try was cut off: it may have left."),
    Fault.BAD_ADDRESS: gettext_lazy("The address does not exist."),
    Fault.NO_NUMBER: gettext_lazy("The person has no mobile phone, or no mail."),
    Fault.NOT_ALLOWED: gettext_lazy("The right to write to this person has ended, or she refused."),
    Fault.CAPPED: gettext_lazy("Too many sheets were read in this hour: it leaves later."),
    Fault.UNDELIVERED: gettext_lazy("The phone did not get it."),
    Fault.NO_TEXT: gettext_lazy("The kit has no such text, or something is missing in it."),
    Fault.UNREADABLE: gettext_lazy("The secret of the instance has changed."),
    Fault.TOO_LATE: gettext_lazy("What it said is over."),
}
ANSWERS = {
    Word.YES: gettext_lazy("Answered: OUI."),
    Word.NO: gettext_lazy("Answered: NON."),
    Word.STOP: gettext_lazy("Answered: STOP."),
    Word.START: gettext_lazy("Answered: START."),
}
STOPPED = gettext_lazy("The person answered STOP: she wants no text message.")
COUNTED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """A message in words."""

    card: MessageCard
    subject: StrOrPromise
    channel: StrOrPromise
    state: tuple[StrOrPromise, str]
    more: tuple[StrOrPromise, ...]


def row_of(card: MessageCard) -> Row:
    channel, state = CHANNEL_NAMES[card.channel], STATES[card.state]
    return Row(card, SUBJECTS[card.template], channel, state, tuple(said_of(card)))


def said_of(card: MessageCard) -> Iterator[StrOrPromise]:
    if card.sent_at is not None:
        yield moment(card.sent_at)
    if card.given_up is not None:
        yield GIVEN_UP_NAMES[card.given_up]
    elif card.fault is not None:
        yield FAULTS[card.fault]
    if card.state is MessageState.FAILED:
        yield _("Next try: %(moment)s") % {"moment": moment(card.next_try_at)}
    if card.state is MessageState.STOPPED:
        yield STOPPED
    if card.answer is not None:
        yield ANSWERS[card.answer]


@audience(Role.ADMINISTRATOR)
@require_safe
def list_messages(request: HttpRequest) -> HttpResponse:
    form, at = Messages(request.GET), visit_of(request).at
    asked = form.asked()
    counts = message_counts(asked=asked)
    count = sum(counts.values()) if asked.state is None else counts[asked.state]
    pages = Pages(page_number(request), count)
    rows = messages_listed(asked=asked, offset=pages.offset, size=pages.size)
    return page(
        request,
        "administrator/messages.html",
        form=form,
        state=asked.state or "",
        tabs=tabs(counts, asked),
        rows=[row_of(card) for card in rows],
        is_set_up=any(is_set_up(channel=one) for one in Channel),
        stuck=stuck_count(at=at),
        parts=parts_sent(since=at - COUNTED),
        pages=pages,
        query=kept_filters(request),
    )


def tabs(counts: dict[MessageState, int], asked: MessageFilter) -> list[Tab]:
    """The states that hold something, and the one that is asked for."""
    given = {"channel": asked.channel, "template": asked.template}
    kept = urlencode({name: value for name, value in given.items() if value})
    start = f"{reverse('administrator:messages')}?{kept}&state="
    every = Tab(_("All"), start, asked.state is None, sum(counts.values()))
    return [every] + [
        Tab(label, f"{start}{state}", state is asked.state, counts[state])
        for state, (label, _kind) in STATES.items()
        if counts[state] or state is asked.state
    ]


@audience(Role.ADMINISTRATOR)
@require_POST
def try_out(request: HttpRequest) -> HttpResponse:
    count = send_trial(actor=actor_of(request), at=visit_of(request).at)
    if count:
        done = ngettext("A trial message leaves.", "%(count)d trial messages leave.", count)
        messages.success(request, done % {"count": count})
    else:
        messages.warning(request, _("Your account has neither mail nor phone to write to."))
    return redirect("administrator:messages")


@audience(Role.ADMINISTRATOR)
@require_POST
def retry(request: HttpRequest, message_id: int) -> HttpResponse:
    retry_message(message_id=message_id, at=visit_of(request).at)
    messages.success(
        request,
        _(
            "The message is tried again: at once, or at eight in the morning if it is a text message."
        ),
    )
    return redirect("administrator:messages")


@audience(Role.ADMINISTRATOR)
def give_up(request: HttpRequest, message_id: int) -> HttpResponse:
    form = GiveUp(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_up_message(
            user_id=actor_of(request).user_id,
            message_id=message_id,
            reason=GivenUp(form.cleaned_data["reason"]),
            at=visit_of(request).at,
        )
        messages.success(request, _("The message is settled."))
        return redirect("administrator:messages")
    row = row_of(message(message_id=message_id))
    return page(request, "administrator/give_up.html", form=form, row=row)
