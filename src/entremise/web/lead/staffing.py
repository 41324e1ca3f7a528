"""The callers of the body, from enrolment to thanks: a page each, a list without any figure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_with_role, names_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.engines.trigrams import plain
from entremise.journeys.engage_caller import let_go, let_in
from entremise.outreach.operations.engaging import ask_to_call, decline, note_consent
from entremise.outreach.operations.learning import note_opinion
from entremise.outreach.operations.levels import recognise, restore, suspend, uphold
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.queries.staffing import (
    engagement_in,
    engagements_in,
    milestones_of,
    moves_of,
)
from entremise.outreach.vocabulary.staffing import (
    EngagementCard,
    EngagementState,
    MilestoneKind,
    Standing,
)
from entremise.web.lead.staff_forms import (
    AdmitForm,
    Choices,
    ConsentForm,
    ElsewhereForm,
    EntryForm,
    OpinionForm,
    SentenceForm,
)
from entremise.web.phone.learning import LEVELS, MOVES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

REFERENT: Final = 4


@audience(Role.CAMPAIGN_LEAD)
def show_staff(request: HttpRequest) -> HttpResponse:
    """Those who ask first, then the others by name."""
    actor, at = actor_of(request), visit_of(request).at
    form = EntryForm(request.POST or None, today=localdate(at), people=people_to_enter(actor, at))
    if form.is_valid():
        new = form.engagement(form.cleaned_data["user"], actor.organization_id or 0)
        number = ask_to_call(actor=actor, new=new, at=at)
        messages.success(request, _("Enrolled. Admit her once everything is there."))
        return redirect("lead:engagement", engagement_id=number)
    found = engagements_in(organization_id=actor.organization_id)
    names = names_of({one.user_id for one in found})
    lines = sorted(((names[one.user_id], one) for one in found), key=lambda line: plain(line[0]))
    return page(
        request,
        "lead/staff.html",
        form=form,
        asked=tuple(line for line in lines if line[1].state is EngagementState.ASKED),
        admitted=tuple(
            (name, one, LEVELS[one.level])
            for name, one in lines
            if one.state is EngagementState.ADMITTED
        ),
    )


def people_to_enter(actor: Actor, at: datetime) -> Choices:
    """Accounts of the body that are not engaged: its callers and those who help."""
    engaged = {one.user_id for one in engagements_in(organization_id=actor.organization_id)}
    found = {
        one.user_id: one.display_name
        for role in (Role.CALLER, Role.CONTRIBUTOR, Role.CLERK)
        for one in accounts_with_role(role=role, organization_id=actor.organization_id, at=at)
        if one.user_id not in engaged and one.user_id != actor.user_id
    }
    return tuple(sorted(found.items(), key=lambda one: one[1]))


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_engagement(request: HttpRequest, engagement_id: int) -> HttpResponse:
    return engagement_page(request, engagement_id)


@dataclass(slots=True)
class Asked:
    """The forms of one page; the one that was wrong takes its place."""

    consent: ConsentForm
    admission: AdmitForm
    elsewhere: ElsewhereForm
    suspension: SentenceForm
    decision: SentenceForm
    opinion: OpinionForm


def asked_of(one: EngagementCard, actor: Actor) -> Asked:
    return Asked(
        consent=ConsentForm(),
        admission=AdmitForm(**choices_for(actor)),
        elsewhere=ElsewhereForm(levels=levels_above(one)),
        suspension=SentenceForm(auto_id="suspend_%s"),
        decision=SentenceForm(auto_id="decide_%s"),
        opinion=OpinionForm(),
    )


def engagement_page(
    request: HttpRequest, engagement_id: int, *, wrong: forms.Form | None = None, of: str = ""
) -> HttpResponse:
    """Her page; a form that was wrong is shown again where it stands."""
    actor = actor_of(request)
    one = engagement_in(actor=actor, engagement_id=engagement_id)
    names = names_of({one.user_id, one.decided_by, one.referent_id, one.suspended_by})
    moves = moves_of(engagement_id=engagement_id)
    opinions = milestones_of(engagement_id=engagement_id)
    asked = asked_of(one, actor)
    if wrong is not None:
        setattr(asked, of, wrong)
    return page(
        request,
        "lead/engagement.html",
        one=one,
        name=names[one.user_id],
        level=LEVELS[one.level],
        referent=names.get(one.referent_id, ""),
        is_suspended=one.standing is Standing.SUSPENDED,
        may_decide=not one.appeal or one.suspended_by != actor.user_id,
        moves=tuple((m.at, f"{MOVES[m.cause]}, {m.after}", m.reason) for m in moves),
        opinions=tuple(m for m in opinions if m.kind is MilestoneKind.OPINION),
        asked=asked,
        wrong=wrong,
    )


def choices_for(actor: Actor) -> dict[str, Choices]:
    found = engagements_in(organization_id=actor.organization_id)
    referents = [one.user_id for one in found if one.level == REFERENT]
    names = names_of(set(referents))
    return {
        "referents": tuple((user_id, names[user_id]) for user_id in referents),
        "campaigns": tuple(
            (one.campaign_id, one.title)
            for one in campaigns_running()
            if one.organization_id == actor.organization_id
        ),
    }


def levels_above(one: EngagementCard) -> Choices:
    return tuple((level, f"{level}, {name}") for level, name in LEVELS.items() if level > one.level)


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a form of this page asks for: its section, the act that takes its answers, what is said then."""

    of: str
    act: Callable[..., object]
    said: str


def done(
    request: HttpRequest, engagement_id: int, form: forms.Form, gesture: Gesture
) -> HttpResponse:
    """The act, with the answers under their names; a wrong form is shown again in its section."""
    if not form.is_valid():
        return engagement_page(request, engagement_id, wrong=form, of=gesture.of)
    gesture.act(
        actor=actor_of(request),
        engagement_id=engagement_id,
        at=visit_of(request).at,
        **form.cleaned_data,
    )
    messages.success(request, gesture.said)
    return redirect("lead:engagement", engagement_id=engagement_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def consent(request: HttpRequest, engagement_id: int) -> HttpResponse:
    noted = Gesture("consent", note_consent, _("The manager's consent is noted."))
    return done(request, engagement_id, ConsentForm(request.POST), noted)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def admit_her(request: HttpRequest, engagement_id: int) -> HttpResponse:
    form = AdmitForm(request.POST, **choices_for(actor_of(request)))

    def admit(*, referent: int | None, campaign: int | None, **given: Any) -> None:
        let_in(referent_id=referent, campaign_id=campaign, **given)

    admitted = Gesture("admission", admit, _("Admitted. Her training is open."))
    return done(request, engagement_id, form, admitted)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def decline_her(request: HttpRequest, engagement_id: int) -> HttpResponse:
    decline(actor=actor_of(request), engagement_id=engagement_id, at=visit_of(request).at)
    messages.success(request, _("Declined. Tell her by phone, with a thank you."))
    return redirect("lead:staff")


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def recognise_her(request: HttpRequest, engagement_id: int) -> HttpResponse:
    one = engagement_in(actor=actor_of(request), engagement_id=engagement_id)
    form = ElsewhereForm(request.POST, levels=levels_above(one))
    said = _("Level recognised. Your reason stays in the trace.")
    return done(request, engagement_id, form, Gesture("elsewhere", recognise, said))


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def suspend_her(request: HttpRequest, engagement_id: int) -> HttpResponse:
    form = SentenceForm(request.POST, auto_id="suspend_%s")
    said = _("Suspended. She reads why, and may ask another lead.")
    return done(request, engagement_id, form, Gesture("suspension", suspend, said))


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def decide_suspension(request: HttpRequest, engagement_id: int) -> HttpResponse:
    form = SentenceForm(request.POST, auto_id="decide_%s")
    act = uphold if "uphold" in request.POST else restore
    decided = Gesture("decision", act, _("Decided. She reads your reason."))
    return done(request, engagement_id, form, decided)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def keep_opinion(request: HttpRequest, engagement_id: int) -> HttpResponse:
    noted = Gesture("opinion", note_opinion, _("The opinion is noted."))
    return done(request, engagement_id, OpinionForm(request.POST), noted)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def end_hers(request: HttpRequest, engagement_id: int) -> HttpResponse:
    let_go(actor=actor_of(request), engagement_id=engagement_id, at=visit_of(request).at)
    messages.success(request, _("Ended: her access is closed. Print the letter of thanks."))
    return redirect("lead:engagement", engagement_id=engagement_id)
