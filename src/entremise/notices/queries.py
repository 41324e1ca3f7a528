"""Which letters wait; what became of the messages."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from entremise.engines.short_answers import Word
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.models import Incoming, Letter, Message
from entremise.notices.rules import number_mark
from entremise.notices.vocabulary import (
    Answer,
    Channel,
    Fault,
    GivenUp,
    IncomingCard,
    IncomingState,
    LetterCard,
    LetterState,
    MessageCard,
    MessageFilter,
    MessageState,
    MessageTemplate,
    Refusal,
    Template,
)

EVERY = MessageFilter()
STUCK_AFTER = timedelta(minutes=15)


def letters_to_print(*, limit: int = 25) -> tuple[LetterCard, ...]:
    """Letters that wait, the oldest first."""
    rows = Letter.objects.filter(state=LetterState.TO_PRINT).order_by("made_at", "pk")
    return tuple(map(letter_card, rows[:limit]))


def letters_waiting() -> int:
    """How many letters wait to be printed."""
    return Letter.objects.filter(state=LetterState.TO_PRINT).count()


def was_told(*, template: Template, person: UUID, since: datetime) -> bool:
    """Whether such a letter was asked for since then, or still waits."""
    asked = Letter.objects.filter(template=template, person=person)
    return asked.filter(Q(made_at__gte=since) | Q(state=LetterState.TO_PRINT)).exists()


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


def message_counts(*, asked: MessageFilter = EVERY) -> dict[MessageState, int]:
    """How many messages stand in each state, those with none included; the state asked for counts nothing out."""
    rows = found_messages(replace(asked, state=None)).order_by("state").values_list("state")
    counted = dict(rows.annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in MessageState}


def messages_listed(
    *, asked: MessageFilter = EVERY, offset: int, size: int
) -> tuple[MessageCard, ...]:
    """Messages, the last first."""
    rows = found_messages(asked).order_by("-made_at", "-pk")
    return tuple(map(message_card, rows[offset : offset + size]))


def messages_to(*, people: Collection[UUID]) -> tuple[MessageCard, ...]:
    """What was sent to people of the registers, the last first."""
    rows = Message.objects.filter(person__in=people).order_by("-made_at", "-pk")
    return tuple(map(message_card, rows))


def message(*, message_id: int) -> MessageCard:
    """One message; refuse with `NO_MESSAGE`."""
    row = Message.objects.filter(pk=message_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NO_MESSAGE)
    return message_card(row)


def messages_about(origin: Origin) -> tuple[MessageCard, ...]:
    """What was written about one thing, the last first."""
    rows = Message.objects.filter(about_kind=origin.kind, about_id=origin.id)
    return tuple(map(message_card, rows.order_by("-made_at", "-pk")))


def written(keys: Collection[str]) -> frozenset[str]:
    """Which of these facts were written already."""
    rows = Message.objects.filter(key__in=keys).order_by("pk")
    return frozenset(rows.values_list("key", flat=True))


def written_to(number: str, *, since: datetime) -> int:
    """How many text messages were written to a number since a moment."""
    return Message.objects.filter(mark=number_mark(number), made_at__gt=since).count()


def last_answer(origin: Origin) -> Answer | None:
    """What was answered last to the questions of one origin, if anything."""
    rows = Message.objects.filter(expects_kind=origin.kind, expects_id=origin.id).exclude(answer="")
    row = rows.order_by("-answered_at", "-pk").first()
    if row is None or row.answered_at is None:
        return None
    return Answer(origin, Word(row.answer), row.answered_at)


def question_asked(origin: Origin) -> MessageTemplate | None:
    """What was asked last in the name of this origin, while an answer is taken."""
    rows = Message.objects.filter(expects_kind=origin.kind, expects_id=origin.id)
    found = rows.order_by("-made_at", "-pk").values_list("template", flat=True).first()
    return None if found is None else MessageTemplate(found)


def found_messages(asked: MessageFilter) -> QuerySet[Message]:
    return Message.objects.filter(**{name: value for name, value in asdict(asked).items() if value})


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
        parts_count=row.parts_count,
        answer=Word(row.answer) if row.answer else None,
        answered_at=row.answered_at,
        may_retry=row.state in {MessageState.FAILED, MessageState.DEAD} and row.content != "",
    )


def stuck_count(*, at: datetime) -> int:
    """How many messages should have left a quarter of an hour ago, and were not even tried: no worker runs."""
    waiting = (MessageState.QUEUED, MessageState.FAILED, MessageState.SENDING)
    return Message.objects.filter(state__in=waiting, next_try_at__lte=at - STUCK_AFTER).count()


def parts_sent(*, since: datetime) -> int:
    """How many parts of text messages left, as a gateway counts and bills them."""
    left = Message.objects.filter(sent_at__gt=since).aggregate(parts=Sum("parts_count"))
    return left["parts"] or 0


def incoming_to_read(*, offset: int = 0, size: int = 25) -> tuple[IncomingCard, ...]:
    """Text messages that a human must read, the oldest first."""
    rows = Incoming.objects.filter(state=IncomingState.TO_READ).order_by("received_at", "pk")
    return tuple(map(incoming_card, rows[offset : offset + size]))


def incoming_to_read_count() -> int:
    """How many text messages wait for a human."""
    return Incoming.objects.filter(state=IncomingState.TO_READ).count()


def incoming_card(row: Incoming) -> IncomingCard:
    return IncomingCard(
        incoming_id=row.pk,
        state=IncomingState(row.state),
        is_stop=row.word == Word.STOP,
        received_at=row.received_at,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
    )
