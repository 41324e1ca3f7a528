"""What an orienteur does beside services: ask the neighbours, ask two people to go and see."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys.aid_categories import aid_categories
from entremise.journeys.beyond_services import ask_to_see, give_to_neighbours
from entremise.journeys.report_card import report_card, with_said
from entremise.referral.queries.reports import report
from entremise.web.phone.forms import NoteField
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import choose_from
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


class NeighboursForm(forms.Form):
    category = forms.ChoiceField(label=gettext_lazy("What could neighbours do?"))
    words = NoteField(
        label=gettext_lazy("What she needs, in her words"),
        help_text=gettext_lazy(
            "The desk of mutual aid reads it. No illness, nothing else of the report."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write what she needs.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django gives them
        choices = [(code, one.label) for code, one in aid_categories().items()]
        choose_from(self, "category", choices)


@audience(Role.ORIENTEUR)
def ask_neighbours(request: HttpRequest, report_id: int, item_id: int) -> HttpResponse:
    """A simple item becomes a need at the desk of mutual aid; only what she lets pass."""
    actor, at = actor_of(request), visit_of(request).at
    found = report(report_id=report_id)
    if item_id not in {one.item_id for one in found.items}:
        raise Http404
    form = NeighboursForm(
        request.POST or None, initial={"words": said_of(request, report_id, item_id)}
    )
    if form.is_valid():
        give_to_neighbours(
            actor=actor, report_id=report_id, item_id=item_id, at=at, **form.cleaned_data
        )
        messages.success(request, _("The desk of mutual aid has it. The item ends here."))
        return redirect("triage:report", report_id=report_id)
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("Ask the neighbours"),
        lead=_(
            "She has agreed that this item is passed on. Her name, number and district go with it."
        ),
        act=_("Give this need to the desk of mutual aid"),
        back=_("Back to the report"),
        back_url=reverse("triage:report", args=[report_id]),
    )


def said_of(request: HttpRequest, report_id: int, item_id: int) -> str:
    """What was written of the item, to begin with; only for who holds the report."""
    actor, at = actor_of(request), visit_of(request).at
    found = report(report_id=report_id)
    if request.method == "POST" or found.held_by != actor.user_id:
        return ""
    _card, facts = report_card(
        actor=actor, person=found.person, register_id=found.register_id, at=at
    )
    facts = with_said(actor=actor, of=found, facts=facts, at=at)
    return facts.items[item_id].said if item_id in facts.items else ""


@audience(Role.ORIENTEUR)
@require_POST
def ask_visit(request: HttpRequest, report_id: int) -> HttpResponse:
    ask_to_see(actor=actor_of(request), report_id=report_id, at=visit_of(request).at)
    messages.success(
        request, _("The lead of the campaign sends two people. Your report stays open.")
    )
    return redirect("triage:report", report_id=report_id)
