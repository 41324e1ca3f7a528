"""Whether pairs are fair: what became of them by district, language, age and title; as a page and as files, nobody named."""

import csv
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.audit_pairs import Line, Sheet, Side, audit_pairs
from entremise.mutual_aid.queries.audit import kept_pairs
from entremise.mutual_aid.queries.offers import offers_by_id
from entremise.mutual_aid.vocabulary.audit import Fate, KeptPair
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.offers import OfferCard
from entremise.mutual_aid.vocabulary.wording import REFUSAL_REASONS
from entremise.web.aid.lines import Labels, labels, other_in_words, reasons_in_words
from entremise.web.gate.forms import PeriodForm
from entremise.web.gate.words import AUTHORS, FATES, SIDES, STATES, group_name
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of

SEES = (Role.DPO, Role.STEWARD)


@dataclass(frozen=True, slots=True)
class Row:
    """A group in a table; None: hidden."""

    name: str
    pairs: int | None
    asked: int | None
    yes: int | None
    no: int | None
    unanswered: int | None
    aside: int | None
    share: int | None
    reasons: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    sheet: Sheet
    title: str
    rows: tuple[Row, ...]
    counts_people: bool


@audience(*SEES)
@require_safe
def show_pairs(request: HttpRequest) -> HttpResponse:
    visit, form = visit_of(request), PeriodForm(request.GET or None)
    since, until = days_of(form, visit)
    words = labels()
    return page(
        request,
        "gate/pairs.html",
        form=form,
        since=since,
        until=until - timedelta(seconds=1),
        drawn=[drawn(sheet, words) for sheet in sheets_of(visit, since, until)],
        heads=reason_heads(),
        query=request.GET.urlencode(),
    )


def days_of(form: PeriodForm, visit: Visit) -> tuple[datetime, datetime]:
    """Whole days, the last one yesterday: what was counted in the morning is counted alike in the evening."""
    today = localdate(visit.at)
    first = today - timedelta(days=form.days())
    return make_aware(datetime.combine(first, time())), make_aware(datetime.combine(today, time()))


def sheets_of(visit: Visit, since: datetime, until: datetime) -> tuple[Sheet, ...]:
    return audit_pairs(actor=visit.actor, since=since, until=until, at=visit.at)


def drawn(sheet: Sheet, words: Labels) -> Drawn:
    lines = zip(names_of(sheet, words), sheet.lines, strict=True)
    return Drawn(
        sheet=sheet,
        title=str(SIDES[sheet.side]),
        rows=tuple(row_of(name, line) for name, line in lines),
        counts_people=sheet.side is Side.TITLE,
    )


def names_of(sheet: Sheet, words: Labels) -> list[str]:
    if not sheet.groups:
        return []
    return [*(group_name(sheet.side, one, words) for one in sheet.groups), _("All together")]


def row_of(name: str, line: Line) -> Row:
    fates = line.fates
    return Row(
        name=name,
        pairs=line.pairs,
        asked=line.asked,
        yes=fates[Fate.ACCEPTED],
        no=fates[Fate.REFUSED],
        unanswered=fates[Fate.EXPIRED],
        aside=fates[Fate.PUT_ASIDE],
        share=share_of(fates[Fate.ACCEPTED], line.asked),
        reasons=tuple(zip(reason_heads(), line.reasons, strict=False)),
    )


def reason_heads() -> list[str]:
    return [str(REFUSAL_REASONS[one]) for one in RefusalReason]


def share_of(part: int | None, whole: int | None) -> int | None:
    return None if part is None or not whole else round(100 * part / whole)


def file_of(name: str) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@audience(*SEES)
@require_safe
def export_counts(request: HttpRequest) -> HttpResponse:
    """All that the page counts, for a spreadsheet; an empty cell is a number that is hidden."""
    visit = visit_of(request)
    since, until = days_of(PeriodForm(request.GET or None), visit)
    words, response = labels(), file_of("rapprochements-comptes")
    rows = csv.writer(response, delimiter=";")
    heads = [str(FATES[one]) for one in Fate]
    why_not = [_("No: %(reason)s") % {"reason": one} for one in reason_heads()]
    sums = (_("Pairs"), _("Were asked"))
    rows.writerow((_("By"), _("Group"), *sums, *heads, *why_not))
    for sheet in sheets_of(visit, since, until):
        for name, line in zip(names_of(sheet, words), sheet.lines, strict=True):
            fates = (line.fates[one] for one in Fate)
            rows.writerow((SIDES[sheet.side], name, line.pairs, line.asked, *fates, *line.reasons))
    return response


@audience(*SEES)
@require_safe
def export_pairs(request: HttpRequest) -> HttpResponse:
    """Each proposal with why this pair, the best other and why not, and what was decided; numbers, no person."""
    since, until = days_of(PeriodForm(request.GET or None), visit_of(request))
    found = kept_pairs(since=since, until=until)
    offers, words = offers_by_id({one.proposal.offer_id for one in found}), labels()
    response = file_of("rapprochements")
    rows = csv.writer(response, delimiter=";")
    rows.writerow(
        (
            _("Need"),
            _("Offer"),
            _("What"),
            _("District"),
            _("Made on"),
            _("By"),
            _("Why this pair"),
            _("The best other, and why not"),
            _("State"),
            _("Reason"),
            _("Round"),
        )
    )
    rows.writerows(line_of(one, offers[one.proposal.offer_id], words) for one in found)
    return response


def line_of(pair: KeptPair, offer: OfferCard, words: Labels) -> tuple[object, ...]:
    made = pair.proposal
    return (
        pair.need,
        pair.offer,
        words.category(pair.category),
        words.district(pair.district),
        localdate(made.made_at).isoformat(),
        AUTHORS[made.author],
        ", ".join(reasons_in_words(made, offer)),
        other_in_words(made),
        STATES[made.state],
        REFUSAL_REASONS[made.reason] if made.reason else "",
        made.round_id or "",
    )
