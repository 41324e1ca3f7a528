"""Messages that leave by themselves: what became of each, without address nor text."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.journeys.message_words import SUBJECTS
from entremise.notices.operations import give_up_message, retry_message
from entremise.notices.queries import is_set_up, message, message_counts, messages_listed
from entremise.notices.vocabulary import Channel, Fault, GivenUp, MessageCard, MessageState
from entremise.web.administrator.forms import CHANNEL_NAMES, GIVEN_UP_NAMES, GiveUp, Messages
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import actor_of, visit_of

STATES = {
    MessageState.QUEUED: (gettext_lazy("waits"), "sun"),
    MessageState.SENDING: (gettext_lazy("leaves now"), "sun"),
    MessageState.FAILED: (gettext_lazy("tried again later"), "sun"),
    MessageState.DEAD: (gettext_lazy("not sent"), "alert"),
    MessageState.SENT: (gettext_lazy("sent"), "ok"),
    MessageState.GIVEN_UP: (gettext_lazy("settled otherwise"), "off"),
}
FAULTS = {
    Fault.UNREACHABLE: gettext_lazy("The server does not answer."),
    Fault.CERTIFICATE: gettext_lazy("The certificate of the server is not trusted."),
    Fault.LOGIN: gettext_lazy("The server refuses our name or password."),
    Fault.REFUSED: gettext_lazy("The server refused it."),
    Fault.INTERRUPTED: gettext_lazy("Each try was cut off: it may have left."),
    Fault.BAD_ADDRESS: gettext_lazy("The address does not exist."),
    Fault.UNREADABLE: gettext_lazy("The secret of the instance has changed."),
    Fault.TOO_LATE: gettext_lazy("What it said is over."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A message in words."""

    card: MessageCard
    subject: StrOrPromise
    channel: StrOrPromise
    state: tuple[StrOrPromise, str]
    why: StrOrPromise


def row_of(card: MessageCard) -> Row:
    why: StrOrPromise = ""
    if card.given_up is not None:
        why = GIVEN_UP_NAMES[card.given_up]
    elif card.fault is not None:
        why = FAULTS[card.fault]
    channel = CHANNEL_NAMES[card.channel]
    return Row(card, SUBJECTS[card.template], channel, STATES[card.state], why)


@audience(Role.ADMINISTRATOR)
@require_safe
def list_messages(request: HttpRequest) -> HttpResponse:
    form = Messages(request.GET)
    state, channel = form.asked()
    counts = message_counts(channel=channel)
    pages = Pages(page_number(request), sum(counts.values()) if state is None else counts[state])
    rows = messages_listed(state=state, channel=channel, offset=pages.offset, size=pages.size)
    return page(
        request,
        "administrator/messages.html",
        form=form,
        state=state or "",
        tabs=tabs(counts, state, channel),
        rows=[row_of(card) for card in rows],
        is_set_up=any(is_set_up(channel=one) for one in Channel),
        pages=pages,
        query=kept_filters(request),
    )


def tabs(
    counts: dict[MessageState, int], current: MessageState | None, channel: Channel | None
) -> list[Tab]:
    kept = f"&channel={channel}" if channel else ""
    start = reverse("administrator:messages")
    every = Tab(_("All"), f"{start}?state={kept}", current is None, sum(counts.values()))
    return [every] + [
        Tab(label, f"{start}?state={state}{kept}", state is current, counts[state])
        for state, (label, _kind) in STATES.items()
    ]


@audience(Role.ADMINISTRATOR)
@require_POST
def retry(request: HttpRequest, message_id: int) -> HttpResponse:
    retry_message(message_id=message_id, at=visit_of(request).at)
    messages.success(request, _("The message is tried again now."))
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
