"""What she changes by herself with her code: the day and moments of a need; when, how far and until when an offer holds; a pause."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import RESIDENT
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.following import change_moment
from entremise.mutual_aid.operations.offers import change_offer, confirm_offer, pause_offer
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Followed, Refusal, Thing
from entremise.mutual_aid.vocabulary.needs import Deadline, When
from entremise.mutual_aid.vocabulary.offers import OfferCard
from entremise.web.aid.forms import PauseForm, TermsForm, slots_field
from entremise.web.asking.follow import followed
from entremise.web.asking.forms import BEFORE, WEEK, WEEKLY, WhenForm
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.tabs import redirect_here
from entremise.web.shell.visit import visit_of

KINDS = {
    Deadline.NONE: WEEK,
    Deadline.BEFORE: BEFORE,
    Deadline.ON: BEFORE,
    Deadline.WEEKLY: WEEKLY,
}


class MomentForm(WhenForm):
    slots = slots_field()

    def __init__(self, data: object = None, *, when: When) -> None:
        start = {"when": KINDS[when.deadline], "due_on": when.on, "slots": list(when.slots)}
        super().__init__(data, initial=start)  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["when"].label = _("For when?")

    def chosen(self) -> When:
        said = self.moment()
        return When(said.deadline, said.on, tuple(self.cleaned_data["slots"]))


def own(request: HttpRequest, kind: Thing) -> Followed:
    what = followed(request)
    if what.kind is not kind:
        raise Refused(Refusal.WRONG_STATE)
    return what


def own_offer(request: HttpRequest) -> OfferCard:
    return offer(own(request, Thing.OFFER).id, on=localdate(visit_of(request).at))


@audience(PUBLIC, is_personal=True)
def change_moment_of(request: HttpRequest) -> HttpResponse:
    card = need(own(request, Thing.NEED).id)
    form = MomentForm(request.POST or None, when=card.when)
    if form.is_valid():
        change_moment(need_id=card.need_id, when=form.chosen(), at=visit_of(request).at)
        messages.success(
            request, _("The desk reads it today, and tells the helper if there is one.")
        )
        return redirect_here(request, "asking:more")
    return page(request, "asking/moment.html", form=form)


@audience(PUBLIC, is_personal=True)
def change_terms(request: HttpRequest) -> HttpResponse:
    card = own_offer(request)
    form = TermsForm(request.POST or None, offer=card)
    if form.is_valid():
        change_offer(
            actor=RESIDENT, offer_id=card.offer_id, terms=form.terms(), at=visit_of(request).at
        )
        messages.success(request, _("Your offer is changed."))
        return redirect_here(request, "asking:more")
    return page(request, "asking/terms.html", form=form)


@audience(PUBLIC, is_personal=True)
def pause(request: HttpRequest) -> HttpResponse:
    card, form = own_offer(request), PauseForm(request.POST or None)
    if form.is_valid():
        pause_offer(
            actor=RESIDENT,
            offer_id=card.offer_id,
            until=form.cleaned_data["until"],
            at=visit_of(request).at,
        )
        messages.success(request, _("Your offer rests. We ask you again on that day."))
        return redirect_here(request, "asking:more")
    return page(request, "asking/pause.html", form=form)


@audience(PUBLIC, is_personal=True)
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """« I am back », or « it still stands »."""
    confirm_offer(actor=RESIDENT, offer_id=own_offer(request).offer_id, at=visit_of(request).at)
    messages.success(request, _("Thank you. Your offer stands."))
    return redirect_here(request, "asking:more")
