"""OUI or NON to a question that came by mail: a signed link opens it, without password nor session; the yes is a gesture."""

from datetime import timedelta
from typing import Final

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.engines.short_answers import Word
from entremise.journeys.message_words import SUBJECTS
from entremise.journeys.telling import ANSWER_SALT
from entremise.kernel.origin import Origin
from entremise.notices.operations import answer_question
from entremise.notices.queries import question_asked
from entremise.notices.vocabulary import MessageTemplate
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

OPENS_FOR: Final = timedelta(days=7)
MEANS: Final[dict[MessageTemplate, StrOrPromise]] = {
    MessageTemplate.HELPER_ASKED: _(
        "Somebody near you needs a hand. If you say yes, the desk asks this person, then tells you."
    ),
    MessageTemplate.PERSON_ASKED: _(
        "Somebody near you can help. If you say yes, this neighbour learns your first name, your phone and your address, for this help only."
    ),
    MessageTemplate.PERSON_CHECKED: _("The desk reads your answer, and rings you if need be."),
    MessageTemplate.HELP_ASKED_AFTER: _("No opens your request again: we go on looking for help."),
    MessageTemplate.OFFER_ASKED_AGAIN: _(
        "Yes keeps your offer for two months more. No ends it, with our thanks."
    ),
    MessageTemplate.PLACE_OFFERED: _("Yes keeps this place for you. No leaves it to the next one."),
}


@audience(PUBLIC, is_personal=True)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """A look changes nothing: mail servers open links too."""
    origin = origin_of(token)
    template, at = question_asked(origin), visit_of(request).at
    if template is None:
        return page(request, "asking/answered.html")
    word = request.POST.get("word", "")
    if request.method == "POST" and word in (Word.YES, Word.NO):
        answer_question(origin=origin, word=Word(word), at=at)
        return redirect("asking:answered")
    title, means = SUBJECTS[template], MEANS.get(template, "")
    return page(request, "asking/answer.html", title=title, means=means)


def origin_of(token: str) -> Origin:
    try:
        kind, number = signing.loads(token, salt=ANSWER_SALT, max_age=OPENS_FOR)
    except signing.BadSignature:
        raise Http404 from None
    return Origin(kind, number)


@audience(PUBLIC)
@require_safe
def show_answered(request: HttpRequest) -> HttpResponse:
    return page(request, "asking/answered.html")
