"""Who may act for the person of a need: confirmed with her yes by the owner, taken back by anybody whom she rings."""

import uuid
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.journeys.mandates import Ringing, confirm_mandate, enter_mandate, revoke_mandate
from entremise.kernel.errors import Refused
from entremise.mutual_aid.queries.mandates import mandates_of
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.vocabulary.mandates import (
    LASTS_AT_MOST,
    LIVING,
    MandateCard,
    MandateRefusal,
    MandateState,
    Proof,
    Tie,
)
from entremise.mutual_aid.vocabulary.wording import MANDATE_STATES, PROOFS, TIES
from entremise.people.vocabulary import ThirdParty
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import ComingDayField, PhoneField
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

USUAL = timedelta(days=182)


class MandateForm(forms.Form):
    mandate = forms.IntegerField(widget=forms.HiddenInput)
    proof = forms.ChoiceField(
        label=gettext_lazy("How did the person say yes?"),
        choices=[(one.value, words) for one, words in PROOFS.items()],
        widget=forms.RadioSelect,
    )
    until = ComingDayField(
        label=gettext_lazy("Until which day?"), help_text=gettext_lazy("A year at most.")
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day > localdate() + LASTS_AT_MOST:
            raise forms.ValidationError(_("A year at most: choose a nearer day."))
        return day


class RingingForm(forms.Form):
    """Who rings to act for the person of a need."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("First name and name"), max_length=120)
    tie = forms.ChoiceField(
        label=gettext_lazy("Who is this for the person?"),
        choices=[(one.value, words) for one, words in TIES.items()],
        widget=forms.RadioSelect,
    )
    is_guardian = forms.BooleanField(
        label=gettext_lazy("A judge has named this person guardian"), required=False
    )
    phone = PhoneField(label=gettext_lazy("Phone"))

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})  # type: ignore[arg-type]  # Django takes any mapping

    def ringing(self) -> Ringing:
        given, tie = self.cleaned_data, Tie(self.cleaned_data["tie"])
        return Ringing(
            given["key"],
            ThirdParty(given["name"], str(TIES[tie]), given["phone"], given["is_guardian"]),
            tie,
        )


@audience(Role.GO_BETWEEN)
def note_ringing(request: HttpRequest, need_id: int) -> HttpResponse:
    """Somebody rings for the person: noted by the owner, with a code that is shown once and opens nothing before her yes."""
    visit, card, form = visit_of(request), need(need_id), RingingForm(request.POST or None)
    code = ""
    if form.is_valid():
        code = enter_mandate(
            actor=visit.actor, need_id=need_id, ringing=form.ringing(), at=visit.at
        )
    return page(request, "between/ringing.html", form=form, need=card, code=code)


@audience(Role.GO_BETWEEN)
def show_mandates(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, card = visit_of(request), need(need_id)
    form = MandateForm(request.POST or None, initial={"until": localdate(visit.at) + USUAL})
    if form.is_valid():
        confirm_mandate(
            actor=visit.actor,
            mandate_id=own_mandate(request, need_id).mandate_id,
            proof=Proof(form.cleaned_data["proof"]),
            until=form.cleaned_data["until"],
            at=visit.at,
        )
        messages.success(request, _("It is confirmed. The code of this person opens the needs."))
        return redirect("between:mandates", need_id=need_id)
    return page(
        request,
        "between/mandates.html",
        form=form,
        need=card,
        is_mine=card.owner_id is not None and card.owner_id == visit.actor.user_id,
        lines=[(one, *words_of(one), one.state in LIVING) for one in mandates_of(card.person)],
        asked=MandateState.ASKED,
    )


def words_of(one: MandateCard) -> tuple[StrOrPromise, StrOrPromise, StrOrPromise]:
    return TIES[one.tie], MANDATE_STATES[one.state], PROOFS[one.proof] if one.proof else ""


def own_mandate(request: HttpRequest, need_id: int) -> MandateCard:
    """The mandate named by the form, when it is about the person of this need; refuse with `MANDATE_NOT_FOUND`."""
    asked = request.POST.get("mandate", "")
    for one in mandates_of(need(need_id).person):
        if str(one.mandate_id) == asked:
            return one
    raise Refused(MandateRefusal.MANDATE_NOT_FOUND)


@audience(Role.GO_BETWEEN)
@require_POST
def revoke(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, card = visit_of(request), own_mandate(request, need_id)
    revoke_mandate(actor=visit.actor, mandate_id=card.mandate_id, at=visit.at)
    messages.success(request, _("It is taken back: that code opens nothing any more."))
    return redirect("between:mandates", need_id=need_id)
