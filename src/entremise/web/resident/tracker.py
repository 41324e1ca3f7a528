"""Who used my data: a code and a second element open it for a quarter of an hour; a refusal acts at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.operations.objections import withdraw_objection
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import Channel, ToldBy
from entremise.journeys.say_no import say_no
from entremise.kernel.errors import Refused
from entremise.people.vault import open_tracker, own_card, tracked
from entremise.people.vocabulary import Refusal, Tracker
from entremise.web.resident.forms import CodeForm, RefusalForm
from entremise.web.resident.given import given_lines
from entremise.web.resident.lines import lines_of
from entremise.web.resident.words import (
    GOES_ON,
    SCOPES,
    facts_of,
    goes_on,
    purpose_of,
    refusals_of,
    stopped_by,
    veiled,
)
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import closing, page
from entremise.web.shell.tabs import redirect_here, stay_with, turn_to
from entremise.web.shell.tries import is_tried_out, same_time
from entremise.web.shell.visit import visit_of

CODES_AN_HOUR = 20  # from one address
STAYS_SECONDS = 15 * 60  # as long as its pass at most: a shared computer keeps nobody on its screen
PASS_KEY = "tracker_pass"  # noqa: S105 -- the name of a session key


@audience(PUBLIC, is_personal=True)
def open_page(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if form.is_valid():
        tracker = opened(request, form)
        request.session.cycle_key()
        request.session[PASS_KEY] = [str(tracker.pass_id), str(tracker.person)]
        turn_to(request, "person", tracker.person)
        return redirect_here(request, "resident:readings")
    return page(request, "resident/tracker.html", form=form)


def opened(request: HttpRequest, form: CodeForm) -> Tracker:
    """Refuse with `CODE_REFUSED`: one answer, after one time, for a wrong code, a wrong word and too many tries."""
    at = visit_of(request).at
    with same_time():
        if is_tried_out(request, "code", at_most=CODES_AN_HOUR, at=at):
            raise Refused(Refusal.CODE_REFUSED)
        return open_tracker(**form.cleaned_data, at=at)


def pass_of(request: HttpRequest) -> UUID:
    """The pass of this session; refuse with `CODE_REFUSED`, and with `OTHER_PAGE_OPEN` what a tab asks of another."""
    held = request.session.get(PASS_KEY)
    if not isinstance(held, list):
        raise Refused(Refusal.CODE_REFUSED)
    pass_id, person = held
    stay_with(request, "person", person)
    return UUID(pass_id)


def tracker_of(request: HttpRequest) -> Tracker:
    return tracked(pass_id=pass_of(request), at=visit_of(request).at)


@audience(PUBLIC, is_personal=True)
@require_safe
def show_readings(request: HttpRequest) -> HttpResponse:
    tracker = tracker_of(request)
    refusals = [(card, stopped_by(card)) for card in refusals_of(tracker.person)]
    shown = page(
        request,
        "resident/readings.html",
        lines=lines_of(tracker.accesses),
        refusals=refusals,
        given=given_lines(tracker.person),
    )
    return closing(shown, reverse("resident:tracker"), seconds=STAYS_SECONDS)


@audience(PUBLIC, is_personal=True)
@require_safe
def show_own_card(request: HttpRequest) -> HttpResponse:
    """What the registers say of her, for herself; this reading is noted too. A code gets lost: it finds nobody's home."""
    card = own_card(pass_id=pass_of(request), at=visit_of(request).at)
    phones = [number[-4:] for number in card.phones]
    shown = page(request, "resident/own_card.html", facts=facts_of(veiled(card)), phones=phones)
    return closing(shown, reverse("resident:tracker"), seconds=STAYS_SECONDS)


@audience(PUBLIC, is_personal=True)
@require_POST
def close_page(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return redirect("public:home")


@audience(PUBLIC, is_personal=True)
@require_safe
def choose_refusal(request: HttpRequest) -> HttpResponse:
    tracker_of(request)
    return page(request, "resident/refusal.html", form=RefusalForm())


@audience(PUBLIC, is_personal=True)
def read_back(request: HttpRequest) -> HttpResponse:
    """The choice, read back; confirming it stops at once."""
    tracker = tracker_of(request)
    form = RefusalForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return page(request, "resident/refusal.html", form=form, status=422)
    scope = form.cleaned_data["scope"]
    if request.method == "POST":
        say_no(
            actor=RESIDENT,
            person=tracker.person,
            purpose=purpose_of(scope),
            channel=Channel.WEB,
            at=visit_of(request).at,
        )
        return redirect_here(request, "resident:receipt")
    context = {"scope": scope, "words": dict(SCOPES)[scope], "goes_on": GOES_ON[scope]}
    return page(request, "resident/read_back.html", **context)


@audience(PUBLIC, is_personal=True)
def take_back(request: HttpRequest, objection_id: int) -> HttpResponse:
    """She refuses no more."""
    person = tracker_of(request).person
    held = next((one for one in refusals_of(person) if one.objection_id == objection_id), None)
    if held is None:
        raise Http404
    if held.told_by is ToldBy.GUARDIAN:
        raise Refused(access.Refusal.GUARDIAN_DECIDES)
    if request.method == "POST":
        withdraw_objection(actor=RESIDENT, objection_id=objection_id, at=visit_of(request).at)
        messages.success(request, _("Your refusal is taken back, from the next list on."))
        return redirect_here(request, "resident:readings")
    return page(request, "resident/take_back.html", card=held, words=stopped_by(held))


@audience(PUBLIC, is_personal=True)
@require_safe
def show_receipt(request: HttpRequest) -> HttpResponse:
    """The last refusal, with its date: to keep or to print."""
    card = next(iter(refusals_of(tracker_of(request).person)), None)
    if card is None:
        return redirect_here(request, "resident:refusal")
    return page(
        request,
        "resident/receipt.html",
        card=card,
        words=stopped_by(card),
        goes_on=goes_on(card),
    )
