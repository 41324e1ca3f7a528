"""The person as whoever helps her reads her, or why not: the truth in each case."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from entremise.commons.vocabulary.access import Refusal as AccessRefusal
from entremise.journeys.aid_card import aid_card
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.errors import Refused
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.people.vocabulary import Card
from entremise.web.phone.wording import hints
from entremise.web.shell.visit import Visit


@dataclass(frozen=True, slots=True)
class Seen:
    card: Card | None = None
    said: str = ""  # what she wrote for this need
    why_not: str = ""

    @property
    def hints(self) -> tuple[str, ...]:
        return () if self.card is None else hints(self.card)


def seen_by(visit: Visit, person: UUID, key: UUID, *, closed: str) -> Seen:
    """Her card and her words; `closed` is said when she, or the end of the help, closed her."""
    try:
        found = aid_card(
            actor=visit.actor,
            person=person,
            register_id=aid_ground(visit.at).register_id,
            at=visit.at,
        )
    except Refused as refused:
        return Seen(why_not=why_not(refused, closed))
    return Seen(found.card, found.words.of(key))


def why_not(refused: Refused, closed: str) -> str:
    if refused.reason is AccessRefusal.CAPPED:
        return _("You have opened many people this hour. Come back within the hour.")
    if refused.reason is Refusal.NOT_OPEN:
        return _("No decision in force opens mutual aid: nobody can open the person now.")
    return closed
