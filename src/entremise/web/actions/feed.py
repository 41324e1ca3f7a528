"""The private calendar of an account, without names: its places and its call shifts."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.engines.calendars import Event, Status, calendar_text
from entremise.solidarity.queries.hours import user_of_feed
from entremise.solidarity.queries.places import places_of
from entremise.solidarity.queries.shifts import shifts_of
from entremise.solidarity.vocabulary.actions import SEATED, MyPlace, PlaceState
from entremise.solidarity.vocabulary.shifts import ShiftCard
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.visit import visit_of

KEPT: Final = timedelta(days=60)  # behind us: what was called off goes out of calendars too


@audience(PUBLIC, is_personal=True)
@require_safe
def show_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    user_id, at = user_of_feed(secret=secret), visit_of(request).at
    if user_id is None:
        raise Http404
    host = request.get_host()
    places = places_of(user_id=user_id, since=at - KEPT)
    events = [
        *(place_event(one, host, request) for one in places),
        *shift_events(shifts_of(user_id=user_id, at=at), host, at),
    ]
    text = calendar_text(name=_("My actions"), events=events)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def place_event(mine: MyPlace, host: str, request: HttpRequest) -> Event:
    slot, action = mine.card.slot, mine.action
    title = f"{action.title} ({slot.task})" if slot.task else action.title
    return Event(
        uid=f"place-{mine.card.place_id}@{host}",
        changed_at=mine.changed_at,
        sequence=mine.revision,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=title,
        location=action.place,
        status=status_of(mine.card.state),
        url=request.build_absolute_uri(reverse("actions:action", args=[action.action_id])),
        description=action.bring,
    )


def status_of(state: PlaceState) -> Status:
    if state is PlaceState.WAITING:
        return Status.TENTATIVE
    return Status.CONFIRMED if state in SEATED else Status.CANCELLED


def shift_events(cards: Iterable[ShiftCard], host: str, at: datetime) -> Iterable[Event]:
    for card in cards:
        yield Event(
            uid=f"shift-{card.shift_id}@{host}",
            changed_at=at,
            sequence=0,
            starts_at=card.starts_at,
            ends_at=card.ends_at,
            summary=_("Call shift"),
            location=card.place,
            status=Status.CONFIRMED,
        )
