"""What a referent does with colleagues: listen by two, attest, open a level; one person a page, nobody compared."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.outreach.operations.learning import note_half_day, note_shared_call
from entremise.outreach.operations.levels import promote
from entremise.outreach.queries.staffing import (
    colleagues_for,
    engagement_in,
    facts_of,
    is_referent,
    milestones_of,
)
from entremise.outreach.vocabulary.staffing import (
    EngagementCard,
    MilestoneKind,
    Refusal,
    Standing,
    steps_to,
)
from entremise.web.phone.learning import LEVELS, StepLine, step_lines
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

ATTESTED: Final = {
    MilestoneKind.SHADOWED: gettext_lazy("A call listened to by two"),
    MilestoneKind.HALF_DAY: gettext_lazy("The half-day with a social worker"),
}


class AttestForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you note?"),
        choices=tuple(ATTESTED.items()),
        initial=MilestoneKind.SHADOWED,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("In one sentence, for her"),
        help_text=gettext_lazy("Nothing about the person called. The call is never recorded."),
        max_length=200,
        required=False,
    )


def require_referent(request: HttpRequest) -> None:
    if not is_referent(actor=actor_of(request)):
        raise Refused(Refusal.NOT_A_REFERENT)


@audience(Role.CALLER)
@require_safe
def show_colleagues(request: HttpRequest) -> HttpResponse:
    """Names and levels, in the order they came: no figure of anybody."""
    require_referent(request)
    found = colleagues_for(actor=actor_of(request))
    names = names_of({one.user_id for one in found})
    lines = tuple((one, names[one.user_id], LEVELS[one.level]) for one in found)
    return page(
        request,
        "phone/colleagues.html",
        learners=tuple(line for line in lines if line[0].level == 0),
        others=tuple(line for line in lines if line[0].level > 0),
    )


@audience(Role.CALLER)
def show_colleague(request: HttpRequest, engagement_id: int) -> HttpResponse:
    require_referent(request)
    actor, at = actor_of(request), visit_of(request).at
    one = engagement_in(actor=actor, engagement_id=engagement_id)
    form = AttestForm(request.POST or None)
    if form.is_valid():
        is_shared = form.cleaned_data["kind"] == MilestoneKind.SHADOWED
        attest = note_shared_call if is_shared else note_half_day
        attest(actor=actor, engagement_id=engagement_id, words=form.cleaned_data["words"], at=at)
        messages.success(request, _("Noted. She reads it on her page."))
        return redirect("phone:colleague", engagement_id=engagement_id)
    return page(request, "phone/colleague.html", form=form, screen=colleague_screen(one))


@dataclass(frozen=True, slots=True)
class ColleagueScreen:
    one: EngagementCard
    name: str
    level: StrOrPromise
    next_level: StrOrPromise
    steps: tuple[StepLine, ...]
    may_rise: bool
    noted: tuple[tuple[datetime, str, str], ...]


def colleague_screen(one: EngagementCard) -> ColleagueScreen:
    """Where she stands towards her next level, and what was attested."""
    steps = steps_to(one.level + 1, facts_of(engagement_id=one.engagement_id))
    noted = tuple(m for m in milestones_of(engagement_id=one.engagement_id) if m.kind in ATTESTED)
    is_ready = all(step.is_met for step in steps)
    return ColleagueScreen(
        one=one,
        name=names_of({one.user_id})[one.user_id],
        level=LEVELS[one.level],
        next_level=LEVELS.get(one.level + 1, ""),
        steps=step_lines(steps),
        may_rise=is_ready and one.standing is not Standing.SUSPENDED,
        noted=tuple((m.at, str(ATTESTED[m.kind]), m.words) for m in reversed(noted)),
    )


@audience(Role.CALLER)
@require_POST
def open_level(request: HttpRequest, engagement_id: int) -> HttpResponse:
    level = promote(actor=actor_of(request), engagement_id=engagement_id, at=visit_of(request).at)
    messages.success(request, _("Level %(level)d is open to her.") % {"level": level})
    return redirect("phone:colleague", engagement_id=engagement_id)
