"""The queue: what waits, and taking it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.outreach.queries.alarms import alarms_for
from entremise.referral.operations.reports import take_most_urgent, take_report
from entremise.referral.queries.queue import Filters, View, queue, queue_count, queue_counts
from entremise.referral.vocabulary.reports import QueueCounts
from entremise.referral.vocabulary.words import CONSENTS, REPORT_STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.triage.forms import QueueFilters
from entremise.web.triage.labels import district_choices, theme_choices

REFRESHED_EVERY_SECONDS = 60


@audience(Role.ORIENTEUR)
@require_safe
def show_queue(request: HttpRequest) -> HttpResponse:
    visit, themes, districts = visit_of(request), theme_choices(), district_choices()
    form = QueueFilters(request.GET, themes=themes, districts=districts)
    filters, counts = filters_of(request, form), queue_counts(at=visit.at)
    pages = Pages(page_number(request), queue_count(filters=filters, at=visit.at))
    rows = queue(filters=filters, offset=pages.offset, size=pages.size, at=visit.at)
    names, by_code = names_of([row.held_by for row in rows]), dict(themes)
    lines = [
        {
            "row": row,
            "title": ", ".join(by_code.get(theme, theme) for theme in row.themes),
            "district": dict(districts).get(row.district, row.district),
            "consent": " · ".join(dict.fromkeys(str(CONSENTS[one]) for one in row.consents)),
            "state": REPORT_STATES[row.state],
            "holder": names.get(row.held_by, ""),
        }
        for row in rows
    ]
    response = page(
        request,
        "triage/queue.html",
        form=form,
        lines=lines,
        pages=pages,
        query=kept_filters(request),
        tabs=tabs_of(filters.view, counts),
        counts=counts,
        view=filters.view.value,
        alarms=alarms_for(user_id=visit.actor.user_id or 0),
    )
    return refreshed(request, response, seconds=REFRESHED_EVERY_SECONDS)


def filters_of(request: HttpRequest, form: QueueFilters) -> Filters:
    asked = request.GET.get("view", "")
    view = View(asked) if asked in set(View) else View.TO_PLACE
    given = form.cleaned_data if form.is_valid() else {}
    severity = given.get("severity", "")
    return Filters(
        view=view,
        severity=int(severity) if severity else None,
        theme=given.get("theme", ""),
        district=given.get("district", ""),
        number=given.get("number", ""),
        user_id=actor_of(request).user_id,
    )


def tabs_of(current: View, counts: QueueCounts) -> tuple[Tab, ...]:
    rows = (
        (View.TO_PLACE, _("To place"), counts.waiting, ""),
        (View.LATE, _("Late"), counts.late, "alert"),
        (View.SOON, _("Within two hours"), counts.soon, "sun"),
        (View.RETURNED, _("Refused or silent"), counts.returned, "sun"),
        (View.TO_TELL, _("Answers to tell"), counts.to_tell, ""),
        (View.MINE, _("On my desk"), None, ""),
        (View.FOLLOWED, _("Answers awaited"), None, ""),
        (View.UNMET, _("Needs without answer"), counts.unmet, ""),
        (View.CLOSED, _("Closed"), None, ""),
    )
    start = reverse("triage:queue")
    return tuple(
        Tab(label, f"{start}?view={view.value}", view is current, count, kind)
        for view, label, count, kind in rows
    )


@audience(Role.ORIENTEUR)
@require_POST
def take_urgent(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    report_id = take_most_urgent(
        actor=actor, organization_id=actor.organization_id, at=visit_of(request).at
    )
    if report_id is None:
        messages.success(request, _("Nothing waits any more."))
        return redirect("triage:queue")
    return redirect("triage:report", report_id=report_id)


@audience(Role.ORIENTEUR)
@require_POST
def take(request: HttpRequest, report_id: int) -> HttpResponse:
    take_report(actor=actor_of(request), report_id=report_id, at=visit_of(request).at)
    return redirect("triage:report", report_id=report_id)
