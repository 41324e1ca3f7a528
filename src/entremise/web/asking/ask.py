"""Asking for help in two minutes, offering it in five questions; what was typed is read again before it leaves."""

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.engines.danger import sounds_like_danger
from entremise.journeys.ask_for_help import ask_for_help, offer_help
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.errors import Refused
from entremise.web.asking.forms import AskForm, OfferForm, PersonForm
from entremise.web.between.lines import labels
from entremise.web.public.qr import qr_path
from entremise.web.resident.tries import is_tried_out, same_time
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.templatetags.shell import phone

ONE_ADDRESS: Final = 6  # a sixth of what the whole town may send in an hour
SEND: Final = "send"
WHAT: Final = "category"


def is_open(request: HttpRequest) -> bool:
    """Whether a decision lets residents ask and offer here."""
    try:
        aid_ground(visit_of(request).at)
    except Refused:
        return False
    return True


@audience(PUBLIC, is_personal=True)
def ask(request: HttpRequest) -> HttpResponse:
    """Five questions, then « is all right? », then the code."""
    if not is_open(request):
        return page(request, "asking/closed.html")
    words = labels()
    form = AskForm(request.POST or None, words=words)
    form.initial[WHAT] = request.GET.get(
        WHAT
    )  # from a poster or a paper: a kind of help, never a person
    if not form.is_valid():
        return page(request, "asking/ask.html", form=form)
    if "back" in request.POST:
        return page(request, "asking/ask.html", form=form)
    is_danger = sounds_like_danger(form.cleaned_data["said"])
    if SEND not in request.POST:
        return page(
            request, "asking/check.html", form=form, is_danger=is_danger, answers=answers_of(form)
        )
    if not may_send(request, form):
        return page(request, "asking/ask.html", form=form, status=422)
    with same_time():
        code = ask_for_help(asked=form.asked(), at=visit_of(request).at)
    return page(request, "asking/noted.html", code=code, is_danger=is_danger)


def answers_of(form: AskForm) -> list[tuple[str, str]]:
    """What was typed, in the order of the questions."""
    given = form.cleaned_data
    chosen = {name: dict(form.fields[name].choices) for name in ("for_whom", "when", "language")}  # type: ignore[attr-defined]  # these fields have choices
    what = form.words.category(given["category"])
    day = f" {given['due_on']:%d/%m/%Y}" if given.get("due_on") else ""
    return [
        (_("Need"), f"{what}. {given['said']}".strip()),
        (_("For whom"), str(chosen["for_whom"][given["for_whom"]])),
        (_("Where"), given["street"] or form.words.district(given["district"])),
        (_("For when"), f"{chosen['when'][given['when']]}{day}"),
        (_("To answer you"), f"{given['first_name']}, {phone(given['phone'])}"),
        (_("Language"), str(chosen["language"][given["language"]])),
        (_("Shown to neighbours"), _("yes, without your name") if given["is_shown"] else _("no")),
    ]


def may_send(request: HttpRequest, form: PersonForm) -> bool:
    """A script does not fill the desk; the form says what to do instead."""
    at_most = max(1, settings.ENTREMISE_ENTRIES_AN_HOUR // ONE_ADDRESS)
    if is_tried_out(request, "aid", at_most=at_most, at=visit_of(request).at):
        form.add_error(None, _("Many forms arrive in this hour. Ring us: we note yours at once."))
        return False
    return True


@audience(PUBLIC, is_personal=True)
def offer(request: HttpRequest) -> HttpResponse:
    if not is_open(request):
        return page(request, "asking/closed.html")
    form = OfferForm(request.POST or None, words=labels())
    if form.is_valid() and may_send(request, form):
        with same_time():
            code = offer_help(offered=form.offered(), at=visit_of(request).at)
        return page(request, "asking/thanks.html", code=code)
    return page(request, "asking/offer.html", form=form)


@audience(PUBLIC)
@require_safe
def show_paper(request: HttpRequest) -> HttpResponse:
    """The same questions on paper, in the same order; the drawing opens the page, with the kind of help if one was chosen."""
    categories = labels().categories
    address = request.build_absolute_uri(reverse("asking:ask"))
    if (chosen := request.GET.get(WHAT, "")) in categories:
        address += f"?{urlencode({WHAT: chosen})}"
    drawing, side = qr_path(address)
    return page(
        request,
        "asking/paper.html",
        address=address,
        drawing=drawing,
        side=side,
        categories=list(categories.values()),
    )
