"""A search that forgives typing errors and knows plain words; each service found says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from math import cos, radians
from operator import add
from typing import Final

from django.db import connection
from django.db.models import (
    Case,
    Count,
    Expression,
    F,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Sqrt
from django.utils.timezone import localdate, make_aware

from entremise.directory.models import Service
from entremise.directory.queries.services import (
    FRESH_FOR,
    card_of,
    for_residents,
    is_fresh,
    room_on,
    shown,
    whole,
)
from entremise.directory.queries.themes import codes_of, kit_themes
from entremise.directory.vocabulary import (
    EVERYWHERE,
    Capacity,
    Found,
    Proposal,
    Reason,
    SearchFilters,
    ServiceCard,
    Spot,
)
from entremise.engines.service_files.national import EVERYBODY
from entremise.engines.service_files.plain_words import plain_words
from entremise.engines.spelling import alike, keys_of, words_of
from entremise.territory.queries import zones_of_commune

FOUND_AT_MOST: Final = 50
WORDS_AT_MOST: Final = 6
METRES_A_DEGREE: Final = 111_320
NEAR_M: Final = 2000
ANY_DAY: Final = date(2000, 1, 1)  # rooms as they were said last
UNSAID: Final = 1  # the rank of a service of which nobody has said whether it has room
# Key by key through the index: for a list of keys the planner would rather read all words, twenty times as long.
KNOWN: Final = (
    "SELECT word.text, word.id FROM unnest(%s::varchar[]) AS asked (key)"
    " JOIN directory_word word ON word.keys @> ARRAY[asked.key]"
    " UNION SELECT word.text, word.id FROM unnest(%s::varchar[]) AS asked (start)"
    " JOIN directory_word word ON word.text ~>=~ asked.start AND word.text ~<~ (asked.start || '~')"
)
ROOM: Final = {Capacity.OPEN: 0, Capacity.WAITING: 2, Capacity.CLOSED: 3}


@dataclass(frozen=True, slots=True)
class Asked:
    """One word that was typed: the words it may be, surely or perhaps, and the themes it may mean."""

    sure: tuple[int, ...]
    perhaps: tuple[int, ...]
    themes: tuple[str, ...]

    def anywhere(self) -> Q:
        return Q(words__overlap=[*self.sure, *self.perhaps]) | Q(themes__overlap=list(self.themes))

    def weight(self) -> Expression:
        """A name counts more than a theme, a theme more than a word of the description."""
        return Case(
            When(name_words__overlap=list(self.sure), then=Value(4.0)),
            When(themes__overlap=list(self.themes), then=Value(3.0)),
            When(name_words__overlap=list(self.perhaps), then=Value(2.0)),
            When(words__overlap=list(self.sure), then=Value(1.0)),
            default=Value(0.5),
            output_field=FloatField(),
        )


def search(*, text: str, theme: str = "", district: str = "") -> tuple[ServiceCard, ...]:
    """Services whose name, themes or words look like this, most alike first; all when it is empty."""
    filters = SearchFilters(text=text, themes=codes_of(theme), district=district)
    rows = matching(filters, understood(text), ANY_DAY)
    return tuple(map(card_of, rows[:FOUND_AT_MOST]))


def find_services(*, filters: SearchFilters, offset: int, size: int, at: datetime) -> Found:
    """One page of what was found, best first, each with its reasons; when no service has all the words, those with some."""
    asked, today = understood(filters.text), localdate(at)
    metres, total = page_of(matching(filters, asked, today), offset, size)
    has_all = bool(total) or len(asked) < 2
    if not has_all:
        some = matching(filters, asked, today, needs_all=False)
        metres, total = page_of(some, offset, size)
    rows = whole().in_bulk(metres) if metres else {}
    found = tuple(
        Proposal(card_of(rows[key]), reasons_of(rows[key], far, filters, asked, at), far)
        for key, far in metres.items()
    )
    return Found(found, total, has_all)


def page_of(rows: QuerySet[Service], offset: int, size: int) -> tuple[dict[int, int | None], int]:
    """The services of one page in their order, with their distance, and how many were found in all.

    Ranked by their numbers alone: sorting twenty thousand rows with all that is shown of them takes four times as long."""
    far = ["metres"] if "metres" in rows.query.annotations else []
    ranked = rows.annotate(total=Window(Count("*"))).values_list("pk", "total", *far)
    page = list(ranked[offset : offset + size])
    total = page[0][1] if page else rows.count() if offset else 0
    return {row[0]: rounded(*row[2:]) for row in page}, total


def understood(text: str) -> tuple[Asked, ...]:
    """The words of a text with those of the directory and of plain speech that they may be: one statement."""
    typed = words_of(text)[:WORDS_AT_MOST]
    if not typed:
        return ()
    known = known_words(typed)
    return tuple(understood_word(word, known) for word in typed)


def known_words(typed: Sequence[str]) -> dict[str, int]:
    """The words of the directory that share a key with one of these, or begin with it."""
    keys = sorted({key for word in typed for key in keys_of(word)})
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [keys, [word for word in typed if len(word) >= 3]])
        return dict(cursor.fetchall())


def understood_word(typed: str, known: dict[str, int]) -> Asked:
    plain = plain_words()
    found = alike(typed, sorted({*known, *plain.near(typed)}))
    is_exact = any(word.startswith(typed) for word in found)
    sure = found if is_exact else found[:1]
    perhaps = () if is_exact else found[1:]
    national = {theme for word in sure for theme in plain.themes.get(word, ())}
    themes = kit_themes() if national else {}
    return Asked(
        sure=tuple(known[word] for word in sure if word in known),
        perhaps=tuple(known[word] for word in perhaps if word in known),
        themes=tuple(sorted({code for theme in national for code in codes_of(theme, themes)})),
    )


def matching(
    filters: SearchFilters, asked: Sequence[Asked], today: date, *, needs_all: bool = True
) -> QuerySet[Service]:
    rows = narrowed(shown(), filters, today)
    if asked and needs_all:
        for one in asked:
            rows = rows.filter(one.anywhere())
    elif asked:
        rows = rows.filter(reduce(Q.__or__, (one.anywhere() for one in asked)))
    weight = reduce(add, (one.weight() for one in asked)) if asked else Value(0.0)
    near = ["metres"] if filters.near is not None else []
    order = ["checked_at"] if filters.is_stale else ["-weight", *near, "room", "stale", "sort_key"]
    stale = Case(When(checked_at__lt=midnight_before(today), then=Value(1)), default=Value(0))
    return rows.annotate(weight=weight, room=room_rank(today), stale=stale).order_by(*order, "pk")


def narrowed(rows: QuerySet[Service], filters: SearchFilters, today: date) -> QuerySet[Service]:
    """The services that fit the filters."""
    rows = rows.filter(*conditions(filters, today))
    if filters.has_room:
        still = Q(capacity_until=None) | Q(capacity_until__gte=today)
        rows = rows.exclude(still, capacity=Capacity.CLOSED)
    return within(rows, filters.near, filters.within_m)


def conditions(filters: SearchFilters, today: date) -> list[Q]:
    """What each filter asks of a service, for the filters that are set."""
    asked = (
        (filters.themes, Q(themes__overlap=list(filters.themes))),
        (filters.district, serves(filters.district)),
        (filters.public, Q(publics__overlap=[filters.public, EVERYBODY]) | Q(publics=[])),
        (filters.at_quarter is not None, Q(open_quarters__contains=[filters.at_quarter])),
        (filters.is_for_residents, for_residents()),
    )
    stale = [Q(checked_at__lt=midnight_before(today))] if filters.is_stale else []
    return [*(condition for is_set, condition in asked if is_set), *stale]


def serves(district: str) -> Q:
    """This district, or none in particular; where districts are communes, never a service whose zone leaves it out."""
    here = Q(districts__contains=[district]) | Q(districts=[])
    zones = zones_of_commune(district) if district else frozenset()
    return here & (Q(zone=[]) | Q(zone__overlap=[*zones, *EVERYWHERE])) if zones else here


def midnight_before(today: date) -> datetime:
    return make_aware(datetime.combine(today, datetime.min.time())) - FRESH_FOR


def within(rows: QuerySet[Service], near: Spot | None, within_m: int | None) -> QuerySet[Service]:
    """Those that serve this place, with their distance to it; a service without position is far from everywhere."""
    if near is None:
        return rows
    rows = rows.annotate(metres=distance_to(near)).filter(
        Q(reach_m=None) | Q(metres__lte=F("reach_m"))
    )
    return rows.filter(metres__lte=within_m) if within_m else rows


def distance_to(spot: Spot) -> Expression:
    """Metres in the plane, to a few in a thousand at this scale."""
    north = (F("lat_e6") / Value(1e6) - Value(spot.lat)) * Value(METRES_A_DEGREE)
    east = (F("lon_e6") / Value(1e6) - Value(spot.lon)) * Value(
        METRES_A_DEGREE * cos(radians(spot.lat))
    )
    return Sqrt(Cast(north * north + east * east, FloatField()))


def room_rank(today: date) -> Expression:
    return Case(
        When(Q(capacity_at=None) | Q(capacity_until__lt=today), then=Value(UNSAID)),
        *(When(capacity=one, then=Value(rank)) for one, rank in ROOM.items()),
        default=Value(UNSAID),
        output_field=IntegerField(),
    )


def rank_of(room: Capacity | None) -> int:
    return UNSAID if room is None else ROOM[room]


def metres_of(row: Service) -> int | None:
    return rounded(getattr(row, "metres", None))


def rounded(metres: float | None = None) -> int | None:
    return None if metres is None else round(metres)


def reasons_of(
    row: Service,
    metres: int | None,
    filters: SearchFilters,
    asked: Sequence[Asked],
    at: datetime,
) -> tuple[Reason, ...]:
    """Why it was found: its name, its themes, a word of it; then what helps to choose."""
    card = card_of(row)
    themes = {*filters.themes, *(theme for one in asked for theme in one.themes)}
    names = {word for one in asked for word in (*one.sure, *one.perhaps)}
    said = {
        Reason.NAME: bool(names & set(row.name_words)),
        Reason.THEME: bool(themes & set(row.themes)),
    }
    said[Reason.SAID] = bool(names & set(row.words)) and not any(said.values())
    return tuple(one for one, holds in said.items() if holds) + facts_of(card, filters, metres, at)


def facts_of(
    card: ServiceCard, filters: SearchFilters, metres: int | None, at: datetime
) -> tuple[Reason, ...]:
    """What speaks for a service beside its theme, and what must be known before choosing it."""
    room = room_on(card, localdate(at))
    said = {
        Reason.DISTRICT: bool(filters.district) and filters.district in card.districts,
        Reason.NEAR: metres is not None and metres <= NEAR_M,
        Reason.PUBLIC: bool(filters.public) and filters.public in card.publics,
        Reason.OPEN_NOW: filters.at_quarter is not None,
        Reason.HAS_ROOM: room is Capacity.OPEN,
        Reason.WAITING_LIST: room is Capacity.WAITING,
        Reason.NO_ROOM: room is Capacity.CLOSED,
        Reason.STALE: not is_fresh(card, at),
    }
    return tuple(one for one, holds in said.items() if holds)
