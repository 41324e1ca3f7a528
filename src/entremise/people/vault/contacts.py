"""The people around a person: written as a whole list, so that one of them can also be taken out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import RecordCard
from entremise.commons.vocabulary.law import FieldGroup
from entremise.people.vault.encoding import DRAWN_FROM_CONTACTS
from entremise.people.vault.marks import Mark
from entremise.people.vault.packing import Bundle
from entremise.people.vault.writing import refuse_left_out, writer_of
from entremise.people.vocabulary import Sheet, ThirdParty


@transaction.atomic
def store_contacts(
    *,
    actor: Actor,
    grant_id: int,
    record: RecordCard,
    contacts: tuple[ThirdParty, ...],
    at: datetime,
) -> UUID:
    """Whom to warn, and who acts for her, in one entry: this list and nobody else; refuse with `NOT_AVAILABLE`."""
    writer = writer_of(actor=actor, grant_id=grant_id, register_id=record.register_id)
    bundle = Bundle(writer)
    bundle.add_record(record.record_id, record.person, record.mode, at)
    bundle.add_sheet(record.record_id, Sheet(third_parties=contacts), is_known=True)
    if not contacts:
        for group in (FieldGroup.THIRD_PARTY, *DRAWN_FROM_CONTACTS):
            bundle.add_text(record.record_id, group, b"")
    bundle.mark_kinds = {Mark.RELATIVE}
    refuse_left_out(bundle.send())
    return record.person
