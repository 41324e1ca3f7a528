"""Reports that the seed drew, read by a referent: without the person's name and without the caller's."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.journeys.review_report import decide_review, facts_under_review, open_review
from entremise.kits.queries import version
from entremise.outreach.queries.reviews import review_read_by, reviews_for
from entremise.outreach.vocabulary.reviews import ReviewCard, Verdict
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.facts import Facts, ItemFacts
from entremise.referral.vocabulary.reports import Consent, ItemCard
from entremise.web.phone.referring import require_referent
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

CONSENTS: Final = {
    Consent.YES: gettext_lazy("She said yes"),
    Consent.NO: gettext_lazy("She said no: its words were not kept"),
    Consent.VITAL: gettext_lazy("Passed on without consent: her life is in danger"),
}


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=(
            (Verdict.PASSED, gettext_lazy("Facts, clear: pass it on")),
            (Verdict.SENT_BACK, gettext_lazy("Send it back with one sentence")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what becomes of it.")},
    )
    sentence = forms.CharField(
        label=gettext_lazy("The sentence, if you send it back"),
        help_text=gettext_lazy("Its caller reads it and answers within a day. Never a name."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == Verdict.SENT_BACK and not cleaned.get("sentence"):
            self.add_error("sentence", _("Say what is missing in one sentence."))
        return cleaned


@dataclass(frozen=True, slots=True)
class ReadItem:
    theme: str
    severity: int
    consent: StrOrPromise
    facts: ItemFacts


@audience(Role.CALLER)
@require_safe
def show_reviews(request: HttpRequest) -> HttpResponse:
    require_referent(request)
    return page(request, "phone/reviews.html", reviews=reviews_for(actor=actor_of(request)))


@audience(Role.CALLER)
@require_POST
def take(request: HttpRequest, review_id: int) -> HttpResponse:
    open_review(actor=actor_of(request), review_id=review_id, at=visit_of(request).at)
    return redirect("phone:review", review_id=review_id)


@audience(Role.CALLER)
def show_review(request: HttpRequest, review_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    card = review_read_by(actor=actor, review_id=review_id)
    form = VerdictForm(request.POST or None)
    if form.is_valid():
        decide_review(
            actor=actor,
            review_id=review_id,
            verdict=Verdict(form.cleaned_data["verdict"]),
            sentence=form.cleaned_data["sentence"],
            at=at,
        )
        messages.success(request, _("Read. Thank you."))
        return redirect("phone:reviews")
    facts = facts_under_review(actor=actor, review_id=review_id, at=at)
    return page(request, "phone/review.html", card=card, form=form, items=read_items(card, facts))


def read_items(card: ReviewCard, facts: Facts) -> tuple[ReadItem, ...]:
    found = report(report_id=card.report_id)
    labels = {theme.code: theme.label for theme in version(found.kit_version_id).themes}
    return tuple(read_item(one, labels, facts) for one in found.items)


def read_item(one: ItemCard, labels: dict[str, str], facts: Facts) -> ReadItem:
    return ReadItem(
        theme=labels.get(one.theme, one.theme),
        severity=one.severity,
        consent=CONSENTS[one.consent],
        facts=facts.items.get(one.item_id, ItemFacts()),
    )
