"""Mutual aid in figures, for everybody: counted from rows, kept an hour at most; as a page and as a file."""

import csv
from datetime import datetime, time, timedelta
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.mutual_aid.queries.counters import NOWHERE, Counter, Counters, counters
from entremise.web.aid.lines import Labels, labels
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

KEPT_SECONDS: Final = 3_600
DAYS: Final = 365
Row = tuple[str, Counter]


def days_of(at: datetime) -> tuple[datetime, datetime]:
    """A year of whole days, the last one yesterday: two looks on one day tell no single person."""
    today = localdate(at)
    first, last = (datetime.combine(day, time()) for day in (today - timedelta(days=DAYS), today))
    return make_aware(first), make_aware(last)


def counters_now(request: HttpRequest) -> Counters:
    since, until = days_of(visit_of(request).at)
    found: Counters | None = cache.get(key := f"aid-counters-{until:%Y%m%d}")
    if found is None:
        found = counters(since=since, until=until)
        cache.set(key, found, KEPT_SECONDS)
    return found


def tables(request: HttpRequest) -> list[tuple[str, str, list[Row]]]:
    """The two tables with their names, and the names of their lines."""
    found, words = counters_now(request), labels()
    districts = [(district_name(one.group, words), one) for one in found.by_district]
    kinds = [(words.category(one.group) or _("All together"), one) for one in found.by_category]
    return [("district", _("By district"), districts), ("category", _("By kind of help"), kinds)]


def district_name(group: str, words: Labels) -> str:
    if group == NOWHERE:
        return _("District not known")
    return words.district(group) or _("All together")


@audience(PUBLIC)
@require_safe
def show_counters(request: HttpRequest) -> HttpResponse:
    since, until = days_of(visit_of(request).at)
    drawn, last = tables(request), until - timedelta(days=1)
    return page(
        request,
        "asking/counters.html",
        tables=drawn,
        whole=drawn[0][2][-1][1],
        since=since,
        last=last,
    )


@audience(PUBLIC)
@require_safe
def download_counters(request: HttpRequest) -> HttpResponse:
    """The same numbers for a spreadsheet; an empty cell is a number that is hidden, or not known."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="entraide-en-chiffres.csv"'
    rows = csv.writer(response, delimiter=";")
    rows.writerow((_("By"), _("Group"), *heads()))
    for _name, title, lines in tables(request):
        rows.writerows((title, name, *numbers(one)) for name, one in lines)
    return response


def heads() -> tuple[str, ...]:
    return (
        _("Offers"),
        _("Met a need"),
        _("Share (%)"),
        _("Needs"),
        _("Median days to a first answer"),
    )


def numbers(one: Counter) -> tuple[object, ...]:
    days = "" if one.median_days is None else f"{one.median_days:.1f}".replace(".", ",")
    return one.offers, one.met, one.share, one.needs, days
