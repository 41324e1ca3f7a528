"""The balance sheet of a campaign: what was done, by how many, what came of it, what is missing; a sheet, a file, no name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.kernel.origin import Origin
from entremise.outreach.queries.balance import Balance, balance_of
from entremise.outreach.queries.campaigns import callers_of, campaign_led
from entremise.outreach.queries.reviews import remarks_in
from entremise.outreach.queries.visits import visit_counts
from entremise.outreach.queries.waves import waves_of
from entremise.outreach.vocabulary.campaigns import OVER, CampaignCard, CampaignState
from entremise.referral.queries.counts import items_ended, reports_made
from entremise.referral.queries.unmet import UnmetCount, unmet_counts
from entremise.referral.vocabulary.reports import Ending
from entremise.referral.vocabulary.words import ENDINGS
from entremise.solidarity.queries.attendance import attendance_of
from entremise.solidarity.queries.shift_work import debriefs_of
from entremise.web.shell.audience import audience
from entremise.web.shell.paper import sheet
from entremise.web.shell.spreadsheets import SHEETS, Cell
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import day
from entremise.web.triage.unmet import REASONS, by_district, by_reason, columns, written
from entremise.web.triage.words import UNMET

Lines = tuple[tuple[StrOrPromise, int], ...]
Section = tuple[StrOrPromise, Lines]
NOT_ENDED: Final = gettext_lazy("not ended yet")
BEGUN: Final = frozenset(CampaignState) - {CampaignState.DRAFT, CampaignState.CHECKED}


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_balance(request: HttpRequest, campaign_id: int) -> HttpResponse:
    campaign, at = begun(request, campaign_id), visit_of(request).at
    unmet = unmet_counts(register_id=campaign.register_id or 0)
    origin = Origin("CAMPAIGN", campaign_id)
    return sheet(
        request,
        "lead/balance.html",
        file=_("balance"),
        campaign=campaign,
        is_over=campaign.state in OVER,
        sections=sections_of(campaign, at),
        districts=[*(name for _code, name in columns(unmet)), _("Total")],
        by_district=by_district(unmet),
        reasons=[*(UNMET[reason] for reason in REASONS), _("Total")],
        by_reason=by_reason(unmet),
        debriefs=debriefs_of(origin=origin, since=campaign.starts_at),
        remarks=remarks_in(campaign_id=campaign.campaign_id),
        kinds=tuple(SHEETS),
    )


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def export_balance(request: HttpRequest, campaign_id: int, kind: str) -> HttpResponse:
    """The same as a file: a line a figure, then needs without answer by district."""
    answer = SHEETS.get(kind)
    if answer is None:
        raise Http404
    campaign = begun(request, campaign_id)
    rows: list[Sequence[Cell]] = [
        (str(title), str(words), count)
        for title, lines in sections_of(campaign, visit_of(request).at)
        for words, count in lines
    ]
    rows += unmet_rows(unmet_counts(register_id=campaign.register_id or 0))
    return answer(_("balance"), (_("Part"), _("What"), _("How many")), rows)


def unmet_rows(unmet: tuple[UnmetCount, ...]) -> list[Sequence[Cell]]:
    if not unmet:
        return []
    heads = (_("Theme"), *(name for _code, name in columns(unmet)), _("Total"))
    return [(), heads, *(written(line) for line in by_district(unmet))]


def begun(request: HttpRequest, campaign_id: int) -> CampaignCard:
    """A campaign that was opened once: before, there is nothing to balance."""
    campaign = campaign_led(actor=actor_of(request), campaign_id=campaign_id)
    if campaign.state not in BEGUN:
        raise Http404
    return campaign


def sections_of(campaign: CampaignCard, at: datetime) -> tuple[Section, ...]:
    found = balance_of(campaign_id=campaign.campaign_id)
    return (
        (_("People"), people_lines(found)),
        (_("Calls"), call_lines(found)),
        (_("Waves of calls"), wave_lines(campaign)),
        (_("Team"), team_lines(campaign, at)),
        (_("What came of it"), result_lines(campaign, at)),
    )


def people_lines(found: Balance) -> Lines:
    return (
        (_("on the list"), found.people),
        (_("called once at least"), found.called),
        (_("talked with"), found.reached),
        (_("never reached, a visit was asked"), found.unreachable),
        (_("without a number, a letter or a visit"), found.without_number),
        (_("asked not to be called"), found.objected),
        (_("deceased"), found.deceased),
    )


def call_lines(found: Balance) -> Lines:
    return (
        (_("calls"), found.calls),
        (_("talks"), found.talks),
        (_("promises to call back"), found.promises),
        (_("kept in time"), found.promises_kept),
    )


def wave_lines(campaign: CampaignCard) -> Lines:
    """Of each wave, whom it called and with how many it was talked."""
    lines: list[tuple[StrOrPromise, int]] = []
    for one in waves_of(campaign=campaign):
        named = {"number": one.number, "day": day(one.began_at)}
        lines += [
            (_("wave %(number)d, %(day)s: people to call") % named, one.called + one.carried),
            (_("wave %(number)d, %(day)s: talks") % named, one.talks),
        ]
    return tuple(lines)


def team_lines(campaign: CampaignCard, at: datetime) -> Lines:
    came = attendance_of(origin=Origin("CAMPAIGN", campaign.campaign_id), at=at)
    return (
        (_("callers"), len(callers_of(campaign_id=campaign.campaign_id))),
        (_("seats taken in shifts"), came.seats),
        (_("of which nobody came"), came.absent),
        (_("hours of callers"), round(came.hours)),
    )


def result_lines(campaign: CampaignCard, at: datetime) -> Lines:
    made, _waiting = reports_made(register_id=campaign.register_id)
    visits = visit_counts(campaign_id=campaign.campaign_id, at=at)
    return (
        (_("reports of difficulty"), made),
        *(
            (ending_words(one), count)
            for one, count in items_ended(register_id=campaign.register_id)
        ),
        (_("visits ended"), visits.ended),
        (_("visits still open"), visits.open),
    )


def ending_words(ending: Ending | None) -> StrOrPromise:
    return _("needs: %(ending)s") % {"ending": ENDINGS[ending] if ending else NOT_ENDED}
