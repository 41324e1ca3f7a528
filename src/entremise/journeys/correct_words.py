"""With her code somebody corrects her own words, or how to reach her: sealed anew, and the desk sees it the same day."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.engines.danger import sounds_like_danger
from entremise.mutual_aid.operations.following import note_correction
from entremise.mutual_aid.vocabulary.common import Followed
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vault.following import second_digest
from entremise.people.vault.own_words import OwnWords, write_own_words
from entremise.people.vocabulary import Contact, PreferredChannel, Sheet


@dataclass(frozen=True, slots=True)
class Correction:
    """What she says now; an empty phone keeps the former one."""

    words: str
    channel: PreferredChannel
    language: str
    phone: str = ""


@transaction.atomic
def correct_words(
    *,
    pass_id: UUID,
    own: OwnWords,
    what: Followed,
    key: UUID,
    said: Correction,
    code: str,
    at: datetime,
) -> bool:
    """Seal what she says now; return whether it sounds like danger; refuse with `CODE_REFUSED`, `WRONG_STATE`."""
    contact = own.card.contact or Contact()
    sheet = Sheet(
        free_text=Words.opened(own.card.free_text).with_text(key, said.words).text() or "{}",
        contact=replace(contact, language=said.language, preferred_channel=said.channel),
        phones=(said.phone,) if said.phone else (),
    )
    is_danger = sounds_like_danger(said.words)
    second = second_digest(code=code, second=said.phone[-2:]) if said.phone else None
    note_correction(what=what, is_danger=is_danger, second=second, at=at)
    write_own_words(pass_id=pass_id, own=own, sheet=sheet, at=at, code=code)
    return is_danger
