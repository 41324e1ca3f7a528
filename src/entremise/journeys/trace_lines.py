"""The trace in words, a line an item: the same on screen, on paper and in files; a person is a code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from entremise.kits.queries import kits, version
from entremise.people.queries import codes_of
from entremise.referral.queries.reports import TraceRow
from entremise.referral.vocabulary.words import (
    CONSENTS,
    ENDINGS,
    REFERRAL_STATES,
    REFUSALS,
    REPORT_STATES,
)
from entremise.territory.queries import districts

Line = tuple[str, ...]
WRITTEN: Final = "%d/%m/%Y %H:%M"


def trace_heads() -> Line:
    return (
        _("Report"),
        _("Person (code)"),
        _("Received"),
        _("District"),
        _("Theme"),
        _("Severity"),
        _("Consent"),
        _("State"),
        _("Service"),
        _("Sent"),
        _("Seen"),
        _("Accepted"),
        _("Answered"),
        _("State of the referral"),
        _("End"),
        _("Ended"),
    )


def trace_lines(rows: Sequence[TraceRow]) -> list[Line]:
    """Lines in the order of the rows; codes, themes and districts are looked up once."""
    codes = codes_of([row.report.person for row in rows])
    themes = theme_labels()
    names = {one.code: one.name for one in districts()}
    return [
        line_of(
            row,
            code=codes.get(row.report.person, ""),
            theme=themes.get(row.item.theme, row.item.theme),
            district=names.get(row.report.district, row.report.district),
        )
        for row in rows
    ]


def theme_labels() -> dict[str, str]:
    """All themes of all kits at their newest."""
    found: dict[str, str] = {}
    for card in kits():
        for theme in version(card.version_id).themes:
            found.setdefault(theme.code, theme.label)
    return found


def written(moment: datetime | None) -> str:
    return localtime(moment).strftime(WRITTEN) if moment is not None else ""


def line_of(row: TraceRow, *, code: str, theme: str, district: str) -> Line:
    sent = row.referral
    reason = f" : {REFUSALS[sent.refusal_reason]}" if sent and sent.refusal_reason else ""
    return (
        row.report.number,
        code,
        written(row.report.opened_at),
        district,
        theme,
        str(row.item.severity),
        str(CONSENTS[row.item.consent]),
        str(REPORT_STATES[row.report.state]),
        sent.service_name if sent else "",
        written(sent.sent_at) if sent else "",
        written(sent.received_at) if sent else "",
        written(sent.accepted_at) if sent else "",
        written(sent.answered_at) if sent else "",
        f"{REFERRAL_STATES[sent.state]}{reason}" if sent else "",
        str(ENDINGS[row.item.ending]) if row.item.ending else "",
        written(row.item.closed_at),
    )
