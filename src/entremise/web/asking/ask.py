"""Asking for help in two minutes, offering it in five questions; what was typed is read again before it leaves."""

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.engines.danger import sounds_like_danger
from entremise.journeys.aid_categories import counted_categories
from entremise.journeys.ask_for_help import ask_for_help, offer_help
from entremise.mutual_aid.queries.needs import need_with_key
from entremise.mutual_aid.queries.offers import offer_with_key
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.needs import ForWhom
from entremise.mutual_aid.vocabulary.wording import CONSENTS
from entremise.people.vault.following import follow_code
from entremise.web.aid.lines import labels
from entremise.web.aid.rule import rule_line
from entremise.web.asking.forms import AskForm
from entremise.web.asking.offering import OfferForm
from entremise.web.asking.person_form import PersonForm
from entremise.web.asking.sent import SentCode, keep_code, kept_code
from entremise.web.phone.wording import CHANNELS
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import public_sheet
from entremise.web.shell.qr import qr_path
from entremise.web.shell.tries import is_tried_out, same_time
from entremise.web.shell.visit import visit_of
from entremise.web.templatetags.shell import phone

ONE_ADDRESS: Final = 6  # a sixth of what the whole town may send in an hour
SEND: Final = "send"
WHAT: Final = "category"
SHOWN: Final = {Thing.NEED: "asking:noted", Thing.OFFER: "asking:thanks"}
FOR_OTHER: Final = "pour"  # the link « je demande pour un proche »


@audience(PUBLIC, is_personal=True)
def ask(request: HttpRequest) -> HttpResponse:
    """Five questions, then « is all right? », then the code."""
    rule = rule_line(request)
    if rule is None:
        return page(request, "asking/closed.html")
    form = AskForm(
        request.POST or None, words=labels(), counted=counted_categories(), start=start_of(request)
    )
    if form.is_valid() and need_with_key(form.cleaned_data["key"]) is not None:
        return left_already(request, Thing.NEED, form)
    if not form.is_valid() or form.asks_more() or "back" in request.POST:
        return page(request, "asking/ask.html", form=form, rule=rule)
    is_danger = form.is_danger() or sounds_like_danger(form.cleaned_data["said"])
    if SEND not in request.POST:
        answers = answers_of(form)
        return page(request, "asking/check.html", form=form, is_danger=is_danger, answers=answers)
    if not may_send(request, form):
        return page(request, "asking/ask.html", form=form, rule=rule, status=422)
    with same_time():
        code = ask_for_help(asked=form.asked(), at=visit_of(request).at)
    keep_code(request, Thing.NEED, SentCode(code, is_danger, form.asker() is not None))
    return redirect(SHOWN[Thing.NEED])


def left_already(request: HttpRequest, kind: Thing, form: PersonForm) -> HttpResponse:
    """An older page of a form that was sent: what is changed there would go nowhere."""
    said = _("This form has left already. To change it, follow it with your code, or ring us.")
    messages.info(request, said)
    sent = kept_code(request, kind)
    is_shown = sent is not None and sent.code == follow_code(key=form.cleaned_data["key"])
    return redirect(SHOWN[kind] if is_shown else "asking:follow")


def start_of(request: HttpRequest) -> dict[str, object]:
    """From a poster, a paper or a link: a kind of help, and that it is for somebody close; never a person."""
    for_whom = ForWhom.OTHER_WHO_AGREES.value if FOR_OTHER in request.GET else None
    return {WHAT: request.GET.get(WHAT), "for_whom": for_whom}


def answers_of(form: AskForm) -> list[tuple[str, str]]:
    """What was typed, in the order of the questions."""
    given = form.cleaned_data
    chosen = {name: dict(form.fields[name].choices) for name in ("for_whom", "when", "language")}  # type: ignore[attr-defined]  # these fields have choices
    what = form.words.category(given["category"])
    many = f" ({form.count()})" if form.count() else ""
    day = f" {given['due_on']:%d/%m/%Y}" if given.get("due_on") else ""
    return [
        (_("Need"), f"{what}{many}. {given['said']}".strip()),
        (_("For whom"), str(chosen["for_whom"][given["for_whom"]])),
        *others_of(form),
        (_("Where"), given["street"] or form.words.district(given["district"])),
        (_("For when"), f"{chosen['when'][given['when']]}{day}"),
        (_("To answer you"), f"{given['first_name']}, {phone(given['phone'])}"),
        (_("How"), str(CHANNELS[given["channel"]])),
        (_("Language"), str(chosen["language"][given["language"]])),
        (_("Shown to everybody"), _("yes, without your name") if given["is_shown"] else _("no")),
    ]


def others_of(form: AskForm) -> list[tuple[str, str]]:
    """Of somebody else: her yes, and who asks."""
    yes = form.consent()
    said = (
        [] if yes is None else [(_("This person's yes"), f"{CONSENTS[yes.how]}, {yes.on:%d/%m/%Y}")]
    )
    who = [(_("You"), f"{one.name}, {one.link}, {phone(one.phone)}") for one in form.askers()]
    return said + who


def may_send(request: HttpRequest, form: PersonForm) -> bool:
    """A script does not fill the desk; the form says what to do instead."""
    at_most = max(1, settings.ENTREMISE_ENTRIES_AN_HOUR // ONE_ADDRESS)
    if is_tried_out(request, "aid", at_most=at_most, at=visit_of(request).at):
        form.add_error(None, _("Many forms arrive in this hour. Ring us: we note yours at once."))
        return False
    return True


@audience(PUBLIC, is_personal=True)
def offer(request: HttpRequest) -> HttpResponse:
    rule = rule_line(request)
    if rule is None:
        return page(request, "asking/closed.html")
    start = {"categories": request.GET.getlist(WHAT)}
    form = OfferForm(
        request.POST or None, words=labels(), counted=counted_categories(), start=start
    )
    if form.is_valid() and offer_with_key(form.cleaned_data["key"]) is not None:
        return left_already(request, Thing.OFFER, form)
    if form.is_valid() and not form.asks_more() and may_send(request, form):
        with same_time():
            code = offer_help(offered=form.offered(), at=visit_of(request).at)
        keep_code(request, Thing.OFFER, SentCode(code))
        return redirect(SHOWN[Thing.OFFER])
    return page(request, "asking/offer.html", form=form, rule=rule)


@audience(PUBLIC, is_personal=True)
@require_safe
def show_noted(request: HttpRequest) -> HttpResponse:
    return code_page(request, Thing.NEED, "asking/noted.html")


@audience(PUBLIC, is_personal=True)
@require_safe
def show_thanks(request: HttpRequest) -> HttpResponse:
    return code_page(request, Thing.OFFER, "asking/thanks.html")


def code_page(request: HttpRequest, kind: Thing, template: str) -> HttpResponse:
    """The code of what this browser has just sent; after a quarter of an hour, whom to ring."""
    sent = kept_code(request, kind)
    if sent is None:
        return page(request, "asking/gone.html", status=410)
    return page(
        request, template, code=sent.code, is_danger=sent.is_danger, is_for_other=sent.is_for_other
    )


@audience(PUBLIC)
@require_safe
def show_paper(request: HttpRequest) -> HttpResponse:
    """The same questions on paper, in the same order; the drawing opens the page, with the kind of help if one was chosen."""
    categories = labels().categories
    address = request.build_absolute_uri(reverse("asking:ask"))
    if (chosen := request.GET.get(WHAT, "")) in categories:
        address += f"?{urlencode({WHAT: chosen})}"
    drawing, side = qr_path(address)
    return public_sheet(
        request,
        "asking/paper.html",
        file="demander-de-l-aide",
        address=address,
        drawing=drawing,
        side=side,
        categories=list(categories.values()),
        channels=list(CHANNELS.values()),
    )
