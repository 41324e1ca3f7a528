"""A helper's words with the person she helps, from her own yes on: neither sees the other's number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.journeys.relay_words import Writing, read_as_side, send_word
from entremise.mutual_aid.operations.relays import note_read
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.relays import waiting_for
from entremise.mutual_aid.vocabulary.matching import Side
from entremise.web.aid.lines import labels, need_line
from entremise.web.aid.relayed import WordForm, tell_sent, thread
from entremise.web.helper.answers import own_meeting
from entremise.web.helper.homes import ANSWER, own_page
from entremise.web.shell.audience import audience
from entremise.web.shell.visit import visit_of


@audience(*ANSWER)
def show_words(request: HttpRequest, introduction_id: int) -> HttpResponse:
    visit, card = visit_of(request), own_meeting(request, introduction_id)
    by, form = Writing(visit.actor, Side.HELPER), WordForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        sent = send_word(
            by=by,
            introduction_id=introduction_id,
            key=given["key"],
            text=given["text"],
            at=visit.at,
        )
        tell_sent(request, sent)
        return redirect("helper:words", introduction_id=introduction_id)
    lines = read_as_side(by=by, introduction_id=introduction_id, at=visit.at)
    names = {Side.PERSON: _("the person"), Side.HELPER: _("you")}
    return own_page(
        request,
        "helper/words.html",
        form=form,
        meeting=card,
        line=need_line(need(card.need_id), labels(), "", visit.at),
        lines=thread(lines, names),
        unread=waiting_for(Side.HELPER, [one.card for one in lines]),
    )


@audience(*ANSWER)
@require_POST
def note_words_read(request: HttpRequest, introduction_id: int) -> HttpResponse:
    visit, card = visit_of(request), own_meeting(request, introduction_id)
    note_read(actor=visit.actor, introduction_id=card.introduction_id, by=Side.HELPER, at=visit.at)
    return redirect("helper:words", introduction_id=introduction_id)
