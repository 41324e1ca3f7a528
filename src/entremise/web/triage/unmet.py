"""Needs without answer as results: how many, by theme, district and reason; small numbers point to nobody."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.engines.small_numbers import protected
from entremise.journeys.trace_lines import theme_labels
from entremise.referral.queries.unmet import UnmetCount, unmet_counts
from entremise.referral.vocabulary.reports import UnmetReason
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.spreadsheets import SHEETS, Cell
from entremise.web.triage.forms import DaysForm
from entremise.web.triage.labels import district_choices
from entremise.web.triage.words import UNMET

Line = tuple[str, tuple[int | None, ...]]
REASONS: Final = tuple(UnmetReason)


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_unmet(request: HttpRequest) -> HttpResponse:
    form, counts = asked(request)
    districts = [name for _code, name in columns(counts)]
    return page(
        request,
        "triage/unmet.html",
        form=form,
        total=sum(one.count for one in counts),
        districts=[*districts, _("Total")],
        by_district=by_district(counts),
        reasons=[*(UNMET[reason] for reason in REASONS), _("Total")],
        by_reason=by_reason(counts),
        address=request.GET.urlencode(),
        kinds=tuple(SHEETS),
    )


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def export_unmet(request: HttpRequest, kind: str) -> HttpResponse:
    """The two tables of the page, one above the other, for a spreadsheet."""
    answer = SHEETS.get(kind)
    if answer is None:
        raise Http404
    _form, counts = asked(request)
    heads = [_("Theme"), *(name for _code, name in columns(counts)), _("Total")]
    rows: list[Sequence[Cell]] = [written(line) for line in by_district(counts)]
    rows += [(), (_("Theme"), *(str(UNMET[reason]) for reason in REASONS), _("Total"))]
    rows += [written(line) for line in by_reason(counts)]
    return answer(_("needs-without-answer"), heads, rows)


def written(line: Line) -> tuple[Cell, ...]:
    return (line[0], *("< 11" if number is None else number for number in line[1]))


def asked(request: HttpRequest) -> tuple[DaysForm, tuple[UnmetCount, ...]]:
    form = DaysForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    return form, unmet_counts(since=given.get("since"), until=given.get("until"))


def columns(counts: tuple[UnmetCount, ...]) -> list[tuple[str, str]]:
    """The districts where something is counted, then what has none."""
    used = {one.district for one in counts}
    named = [(code, name) for code, name in district_choices() if code in used]
    unknown = sorted(used - {code for code, _name in named})
    return [*named, *((code, code or _("District unknown")) for code in unknown)]


def by_district(counts: tuple[UnmetCount, ...]) -> list[Line]:
    return tables(counts)[0]


def by_reason(counts: tuple[UnmetCount, ...]) -> list[Line]:
    return tables(counts)[1]


def tables(counts: tuple[UnmetCount, ...]) -> tuple[list[Line], list[Line]]:
    """By district and by reason, a line a theme; a sum that one hides, the other hides too."""
    if not counts:
        return [], []
    codes = [code for code, _name in columns(counts)]
    wholes = (
        whole(counts, [(one.district, one) for one in counts], codes),
        whole(counts, [(one.reason, one) for one in counts], list(REASONS)),
    )
    hidden = {
        row
        for table in map(protected, wholes)
        for row, numbers in enumerate(table)
        if numbers[-1] is None
    }
    names = theme_labels()
    titles = [*(names.get(theme, theme) for theme in themes_of(counts)), _("All")]
    first, second = (
        list(
            zip(titles, protected(table, [(row, len(table[0]) - 1) for row in hidden]), strict=True)
        )
        for table in wholes
    )
    return first, second


def themes_of(counts: tuple[UnmetCount, ...]) -> list[str]:
    names = theme_labels()
    return sorted({one.theme for one in counts}, key=lambda code: names.get(code, code))


def whole(
    counts: tuple[UnmetCount, ...],
    placed: Sequence[tuple[str, UnmetCount]],
    columns: Sequence[str],
) -> list[list[int]]:
    """With the sums of the lines, then those of the columns."""
    sums = Counter[tuple[str, str]]()
    for column, one in placed:
        sums[one.theme, column] += one.count
    body = [[sums[theme, column] for column in columns] for theme in themes_of(counts)]
    rows = [[*row, sum(row)] for row in body]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]
