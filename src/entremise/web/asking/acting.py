"""Pages behind a code, under the mandate by which they were opened: it stands while they are used, or nothing opens."""

import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import RESIDENT
from entremise.journeys.aid_categories import counted_categories
from entremise.journeys.mandates import AskedAgain, acting_for, ask_for_her, revoke_mandate
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.mandates import note_mandated
from entremise.mutual_aid.queries.mandates import mandates_of
from entremise.mutual_aid.queries.needs import need, needs_of
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.mandates import MandateRefusal
from entremise.mutual_aid.vocabulary.needs import NeedCard, Urgency
from entremise.people.vault.own_words import own_words
from entremise.web.aid.lines import Labels, labels
from entremise.web.asking.follow import SESSION_KEY, followed, mandate_held
from entremise.web.asking.forms import BEFORE, TODAY, WEEK, WhenForm
from entremise.web.asking.person_form import QUANTITY_AT_MOST
from entremise.web.asking.words import own_pass
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.fields import YesNoField, choose_from
from entremise.web.shell.pages import page
from entremise.web.shell.tabs import redirect_here
from entremise.web.shell.tabs import turn_to as turn_tab
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
    return redirect_here(request, "asking:more")


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
        show_need(request, known.get(asked, here.need_id))
    return redirect_here(request, "asking:more")


def show_need(request: HttpRequest, need_id: int) -> None:
    """Of the same person, under the same mandate."""
    kind, _former, *others = request.session[SESSION_KEY]
    request.session[SESSION_KEY] = [kind, need_id, *others]
    turn_tab(request, kind, need_id)


class AgainForm(WhenForm):
    """Another need of the person for whom somebody acts: who and where are known."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.ChoiceField(label=gettext_lazy("What is needed?"))
    quantity = forms.IntegerField(
        label=gettext_lazy("How many?"),
        help_text=gettext_lazy("For meals and things only."),
        required=False,
        min_value=1,
        max_value=QUANTITY_AT_MOST,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    said = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_shown = YesNoField(label=gettext_lazy("May everybody read the need, without the name?"))
    field_order = ("key", "category", "quantity", "said", "when", "due_on", "is_shown")

    def __init__(self, data: object, *, words: Labels) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["when"].label = gettext_lazy("For when?")
        choose_from(self, "category", list(words.categories.items()))

    def asked(self) -> AskedAgain:
        given = self.cleaned_data
        is_counted = given["category"] in counted_categories()
        urgency = {TODAY: Urgency.NOW, WEEK: Urgency.SOON, BEFORE: Urgency.SOON}
        return AskedAgain(
            key=given["key"],
            words=given["said"],
            category=given["category"],
            when=self.moment(),
            urgency=urgency.get(given["when"], Urgency.CALM),
            is_shown=given["is_shown"],
            quantity=(given["quantity"] or 0) if is_counted else 0,
        )


@audience(PUBLIC, is_personal=True)
def ask_again(request: HttpRequest) -> HttpResponse:
    """Whoever acts asks something else for the same person; refuse with `NOT_FOUND`."""
    mandate_id, at = mandate_held(request), visit_of(request).at
    if mandate_id is None:
        raise Refused(Refusal.NOT_FOUND)
    form = AgainForm(request.POST or None, words=labels())
    if not form.is_valid():
        return page(request, "asking/again.html", form=form)
    pass_id, _code = own_pass(request)
    need_id = ask_for_her(
        mandate_id=mandate_id,
        pass_id=pass_id,
        own=own_words(pass_id=pass_id, at=at),
        asked=form.asked(),
        at=at,
    )
    show_need(request, need_id)
    messages.success(request, _("It is noted. The desk answers within 48 hours."))
    return redirect_here(request, "asking:more")
