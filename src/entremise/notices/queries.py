"""Which letters wait; what became of the messages."""

from django.conf import settings
from django.db.models import Count, QuerySet

from entremise.kernel.errors import Refused
from entremise.notices.models import Letter, Message
from entremise.notices.vocabulary import (
    Channel,
    Fault,
    GivenUp,
    LetterCard,
    LetterState,
    MessageCard,
    MessageState,
    MessageTemplate,
    Refusal,
    Template,
)


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


def is_set_up(*, channel: Channel) -> bool:
    """Whether the instance has a server for this channel."""
    server = settings.EMAIL_HOST if channel is Channel.EMAIL else settings.ENTREMISE_SMS_URL
    return bool(server)


def message_counts(*, channel: Channel | None = None) -> dict[MessageState, int]:
    """How many messages stand in each state, those with none included."""
    rows = found_messages(None, channel).order_by("state").values_list("state")
    counted = dict(rows.annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in MessageState}


def messages_listed(
    *, state: MessageState | None, channel: Channel | None, offset: int, size: int
) -> tuple[MessageCard, ...]:
    """Messages, the last first."""
    rows = found_messages(state, channel).order_by("-made_at", "-pk")
    return tuple(map(message_card, rows[offset : offset + size]))


def message(*, message_id: int) -> MessageCard:
    """One message; refuse with `NO_MESSAGE`."""
    row = Message.objects.filter(pk=message_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NO_MESSAGE)
    return message_card(row)


def found_messages(state: MessageState | None, channel: Channel | None) -> QuerySet[Message]:
    asked = {"state": state, "channel": channel}
    return Message.objects.filter(**{name: value for name, value in asked.items() if value})


def message_card(row: Message) -> MessageCard:
    return MessageCard(
        message_id=row.pk,
        channel=Channel(row.channel),
        template=MessageTemplate(row.template),
        state=MessageState(row.state),
        fault=Fault(row.fault) if row.fault else None,
        tries_count=row.tries_count,
        provider_id=row.provider_id,
        made_at=row.made_at,
        next_try_at=row.next_try_at,
        useful_until=row.useful_until,
        sent_at=row.sent_at,
        given_up=GivenUp(row.given_up) if row.given_up else None,
        may_retry=row.state in {MessageState.FAILED, MessageState.DEAD} and row.content != "",
    )
