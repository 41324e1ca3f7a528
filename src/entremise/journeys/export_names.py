"""A file with names leaves: everybody whom an export names, in a workbook that only its recipient opens."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pyrage import RecipientError, encrypt, x25519  # type: ignore[attr-defined]  # compiled

from entremise.accounts.queries import accounts_by_id, actor_for
from entremise.commons.operations.exports import keep_export_file
from entremise.commons.queries.exports import export
from entremise.commons.vocabulary.exports import BuiltFile, ExportCard, ExportState
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.names_file import Line, NamesBook, Watermark, heads_of, line_of
from entremise.journeys.trace_lines import trace_heads, trace_lines
from entremise.people.queries import codes_of
from entremise.people.vault import export_cards
from entremise.people.vocabulary import Card
from entremise.referral.queries.reports import TraceFilters, trace
from entremise.referral.vocabulary.reports import Consent

REPORTS_A_PAGE = 500
Pages = Iterator[tuple[Card, ...]]
Named = dict[UUID, tuple[str, str]]  # whom the file holds: name and first name


def build_export(*, export_id: int, at: datetime) -> None:
    """Read, draw, seal and keep the file of a countersigned export; nothing when it is built or over; refuse with `NOT_AVAILABLE`, `CAPPED`, `EXPORT_OVER`."""
    card = export(export_id, at=at)
    if card.state is not ExportState.COUNTERSIGNED:
        return
    actor = actor_for(user_id=card.user_id, organization_id=card.organization_id, at=at)
    pages = export_cards(actor=actor, export_id=export_id, at=at)
    copy_mark = secrets.token_hex(4).upper()
    book = NamesBook(watermark_of(card, copy_mark, at))
    named: Named = {}
    lines = people_lines(pages, card.groups, named)
    count = book.add_sheet(_("People"), [_("Code"), *heads_of(card.groups)], lines)
    if card.purpose is Purpose.REFERRAL:
        heads = [_("Name"), _("First name"), *trace_heads()]
        book.add_sheet(_("Trace"), heads, named_trace(card.registers, named))
    sealed = book.sealed_by(lambda clear: sealed_for(card.recipient_key, clear))
    built = BuiltFile(sealed=sealed, people_count=count, copy_mark=copy_mark)
    keep_export_file(actor=actor, export_id=export_id, built=built, at=at)


def watermark_of(card: ExportCard, copy_mark: str, at: datetime) -> Watermark:
    signers = accounts_by_id([card.user_id, card.countersigned_by or 0])
    return Watermark(
        number=card.number,
        copy_mark=copy_mark,
        asked_by=signers[card.user_id].display_name,
        countersigned_by=signers[card.countersigned_by or 0].display_name,
        recipient=card.recipient,
        day=f"{localtime(at):%d/%m/%Y}",
    )


def people_lines(pages: Pages, groups: frozenset[FieldGroup], named: Named) -> Iterator[Line]:
    """A line a person, noting in `named` whom the file holds."""
    for page in pages:
        codes = codes_of([card.person for card in page])
        for card in page:
            name = card.name
            named[card.person] = (name.shown, name.first) if name else ("", "")
            yield line_of(card, codes.get(card.person, ""), groups)


def named_trace(registers: tuple[int, ...], named: Named) -> Iterator[Line]:
    """The needs that these people accepted to have passed on, newest report first."""
    for register_id in registers:
        filters = TraceFilters(register_id=register_id)
        offset = 0
        while rows := trace(filters=filters, offset=offset, size=REPORTS_A_PAGE):
            offset += REPORTS_A_PAGE
            agreed = [
                row
                for row in rows
                if row.report.person in named and row.item.consent is Consent.YES
            ]
            for row, line in zip(agreed, trace_lines(agreed), strict=True):
                yield (*named[row.report.person], *line)


def sealed_for(recipient_key: str, clear: bytes) -> bytes:
    sealed: bytes = encrypt(clear, [x25519.Recipient.from_str(recipient_key)])
    return sealed


def is_public_key(text: str) -> bool:
    """Whether a file can be sealed for this key (age, X25519: it begins with age1)."""
    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True
