"""Pages behind a code, under the mandate by which they were opened: it stands while they are used, or nothing opens."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import RESIDENT
from entremise.journeys.mandates import acting_for, revoke_mandate
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.mandates import note_mandated
from entremise.mutual_aid.queries.mandates import mandates_of
from entremise.mutual_aid.queries.needs import need, needs_of
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.mandates import MandateRefusal
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.web.asking.follow import SESSION_KEY, followed, mandate_held
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.visit import visit_of

View = Callable[[HttpRequest], HttpResponse]


def under_mandate(view: View) -> View:
    """The view inside the transaction that keeps the mandate, when whoever acts for somebody has opened it."""

    @wraps(view)
    def held(request: HttpRequest) -> HttpResponse:
        mandate_id = mandate_held(request)
        if mandate_id is None:
            return view(request)
        need_id, at = followed(request).id, visit_of(request).at
        with acting_for(mandate_id=mandate_id, need_id=need_id, at=at):
            answer = view(request)
            if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
                note_mandated(need_id=need_id, at=at)
            return answer

    return held


def own_need(request: HttpRequest) -> NeedCard:
    """Her own need, opened by herself; refuse with `NOT_FOUND`."""
    what = followed(request)
    if what.kind is not Thing.NEED or mandate_held(request) is not None:
        raise Refused(Refusal.NOT_FOUND)
    return need(what.id)


@audience(PUBLIC, is_personal=True)
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """The person herself: whoever acted for her opens nothing from now on."""
    asked = request.POST.get("mandate", "")
    known = [one for one in mandates_of(own_need(request).person) if str(one.mandate_id) == asked]
    if not known:
        raise Refused(MandateRefusal.MANDATE_NOT_FOUND)
    revoke_mandate(actor=RESIDENT, mandate_id=known[0].mandate_id, at=visit_of(request).at)
    messages.success(request, _("It is taken back: that code opens nothing any more."))
    return redirect("asking:more")


@audience(PUBLIC, is_personal=True)
@require_POST
def turn_to(request: HttpRequest) -> HttpResponse:
    """Another need of the person for whom somebody acts; never of anybody else."""
    mandate_id, here = mandate_held(request), need(followed(request).id)
    if mandate_id is None:
        raise Refused(Refusal.NOT_FOUND)
    with acting_for(mandate_id=mandate_id, need_id=here.need_id, at=visit_of(request).at):
        asked = request.POST.get("need", "")
        known = {str(one.need_id): one.need_id for one in needs_of(here.person)}
        held = request.session[SESSION_KEY]
        request.session[SESSION_KEY] = [held[0], known.get(asked, here.need_id), *held[2:]]
    return redirect("asking:more")
