"""Calls of a gateway; nothing personal stands in an address, so Kannel posts what it received."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from entremise.notices.operations import note_delivery, take_incoming
from entremise.notices.vocabulary import NewIncoming
from entremise.web.gateway.door import for_the_gateway
from entremise.web.gateway.reading import field, incoming_of, is_delivered, said_in
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.visit import visit_of


def taken(request: HttpRequest, new: NewIncoming | None) -> HttpResponse:
    """An empty answer: what Kannel gets back it would send to the sender."""
    if new is None:
        return HttpResponseBadRequest()
    take_incoming(new=new, at=visit_of(request).at)
    return HttpResponse()


def noted(request: HttpRequest, reference: str, status: str) -> HttpResponse:
    delivered = is_delivered(status)
    if delivered is None:
        return HttpResponse()
    found = note_delivery(reference=reference, is_delivered=delivered, at=visit_of(request).at)
    return HttpResponse(status=200 if found else 404)


@audience(PUBLIC, is_personal=True)
@csrf_exempt
@require_POST
@for_the_gateway
def receive(request: HttpRequest) -> HttpResponse:
    said = said_in(request)
    return taken(request, incoming_of(*(field(said, name) for name in ("id", "from", "text"))))


@audience(PUBLIC, is_personal=True)
@csrf_exempt
@require_POST
@for_the_gateway
def note_status(request: HttpRequest) -> HttpResponse:
    said = said_in(request)
    return noted(request, field(said, "id"), field(said, "status"))


@audience(PUBLIC, is_personal=True)
@csrf_exempt
@require_POST
@for_the_gateway
def receive_from_kannel(request: HttpRequest) -> HttpResponse:
    """The number in a header, the words as the body, the id alone in the address."""
    words = request.body.decode(errors="replace")
    number = request.headers.get("X-Kannel-From", "")
    return taken(request, incoming_of(request.GET.get("id", ""), number, words))


@audience(PUBLIC, is_personal=True)
@require_GET
@for_the_gateway
def note_kannel_status(request: HttpRequest) -> HttpResponse:
    """Kannel reports by GET alone; what it says changes the state of one message of ours."""
    return noted(request, request.GET.get("id", ""), request.GET.get("status", ""))
