"""Which letters wait."""

from entremise.kernel.errors import Refused
from entremise.notices.models import Letter
from entremise.notices.vocabulary import LetterCard, LetterState, Refusal, Template


def letters_to_print(*, limit: int = 100) -> tuple[LetterCard, ...]:
    """Letters that wait, the oldest first."""
    rows = Letter.objects.filter(state=LetterState.TO_PRINT).order_by("made_at", "pk")
    return tuple(map(letter_card, rows[:limit]))


def letter(*, letter_id: int) -> LetterCard:
    """One letter; refuse with `NO_LETTER`."""
    row = Letter.objects.filter(pk=letter_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NO_LETTER)
    return letter_card(row)


def letter_card(row: Letter) -> LetterCard:
    return LetterCard(
        letter_id=row.pk,
        template=Template(row.template),
        fact_kind=row.fact_kind,
        fact_id=row.fact_id,
        person=row.person,
        state=LetterState(row.state),
        made_at=row.made_at,
        sent_at=row.sent_at,
    )
