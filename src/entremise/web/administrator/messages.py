"""Messages that leave by themselves: what became of each, without address nor text."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.message_words import SUBJECTS
from entremise.notices.operations import forget_message, retry_message
from entremise.notices.queries import is_set_up, message_counts, messages_listed
from entremise.notices.vocabulary import Channel, Fault, MessageState
from entremise.web.administrator.forms import CHANNEL_NAMES, Messages
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import visit_of

STATES = {
    MessageState.QUEUED: (gettext_lazy("waits"), "sun"),
    MessageState.SENT: (gettext_lazy("sent"), "ok"),
    MessageState.FAILED_FOR_NOW: (gettext_lazy("tried again later"), "sun"),
    MessageState.DEAD: (gettext_lazy("not sent"), "alert"),
}
FAULTS = {
    Fault.UNREACHABLE: gettext_lazy("The server does not answer."),
    Fault.REFUSED: gettext_lazy("The server refused it."),
    Fault.BAD_ADDRESS: gettext_lazy("The address does not exist."),
    Fault.UNREADABLE: gettext_lazy("The secret of the instance has changed."),
    Fault.TOO_LATE: gettext_lazy("What it said is over."),
}


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
        rows=[
            (
                row,
                SUBJECTS[row.template],
                CHANNEL_NAMES[row.channel],
                STATES[row.state],
                why(row.fault),
            )
            for row in rows
        ],
        is_set_up=any(is_set_up(channel=one) for one in Channel),
        pages=pages,
        query=kept_filters(request),
    )


def why(fault: Fault | None) -> str:
    return "" if fault is None else str(FAULTS[fault])


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
@require_POST
def forget(request: HttpRequest, message_id: int) -> HttpResponse:
    forget_message(message_id=message_id, at=visit_of(request).at)
    messages.success(request, _("The message is forgotten."))
    return redirect("administrator:messages")
