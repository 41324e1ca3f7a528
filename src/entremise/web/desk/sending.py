"""Letters that left: noted together, and taken back while nothing else was noted."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.registers import acknowledge_records, forget_acknowledgement
from entremise.journeys.desk_reading import must_answer_people
from entremise.kernel.errors import Refused
from entremise.notices.operations import forget_sent, note_sent
from entremise.notices.vocabulary import Refusal
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import key_in
from entremise.web.shell.visit import visit_of

SENT_KEY = "letters_sent"


def may_take_back(request: HttpRequest) -> bool:
    return SENT_KEY in request.session


def numbers(request: HttpRequest, name: str) -> list[int]:
    return [key for one in request.POST.getlist(name) if (key := key_in(one)) is not None]


@audience(Role.CLERK)
@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """They were printed and left; refuse with `NO_LETTER` when somebody has noted them all before."""
    visit = visit_of(request)
    must_answer_people(visit.actor, visit.at)
    records, letters = numbers(request, "record"), numbers(request, "letter")
    count = acknowledge_records(actor=visit.actor, record_ids=records, at=visit.at)
    count += note_sent(user_id=visit.actor.user_id, letter_ids=letters, at=visit.at)
    if not count:
        raise Refused(Refusal.NO_LETTER)
    sent = {"records": records, "letters": letters, "at": visit.at.isoformat()}
    request.session[SENT_KEY] = sent
    done = ngettext("The letter is noted as sent.", "%(count)d letters are noted as sent.", count)
    messages.success(request, done % {"count": count})
    return redirect("desk:letters")


@audience(Role.CLERK)
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """A jam, a wrong envelope: those noted last wait again."""
    visit, sent = visit_of(request), request.session.pop(SENT_KEY, None)
    if sent is not None:
        sent_at = datetime.fromisoformat(sent["at"])
        forget_acknowledgement(
            actor=visit.actor, record_ids=sent["records"], sent_at=sent_at, at=visit.at
        )
        forget_sent(letter_ids=sent["letters"], sent_at=sent_at, at=visit.at)
        messages.success(request, _("These letters wait again."))
    return redirect("desk:letters")
