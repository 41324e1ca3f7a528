"""Every address asked by every visitor: who can be read in each answer, and who was traced as read in that request."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from uuid import UUID

import psycopg
from django.apps import apps
from django.http import HttpResponseBase
from django.urls import resolve
from tests.attacks.filling import addresses_in, forms_in
from tests.attacks.marked_town import BROUGHT, WITHOUT_PEOPLE, Town, Visitor
from tests.attacks.marks import Mark, marked_in, stems

from entremise.accounts.vocabulary import Role
from entremise.web.shell.routes import Route, routes

SHORT, LONG = 6, 40  # addresses of one route for one visitor
NEVER_SENT = ("/deconnexion/", "/compte/role/", "/connexion/")  # they end the visit
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
PRINTED = re.compile(
    r"^/papier/liasses/\d+/imprimer/$"
)  # sheets that a lead hands over, counted as read
COLUMNS = "/colonnes/"  # cells of a file before they are anybody's entry, for who brought it
PARAMETER = re.compile(r"<(\w+):(\w+)>")
JUNK: tuple[dict[str, str], ...] = ({}, {"page": "x" * 300, "token": "-1", "scope": "\u202e"})
# Where a parameter's name says too little, the table behind it.
TABLES = {
    "call_id": "outreach.Call",
    "campaign_id": "outreach.Campaign",
    "alarm_id": "outreach.Alarm",
    "shift_id": "solidarity.Shift",
    "booking_id": "solidarity.Booking",
    "report_id": "referral.Report",
    "item_id": "referral.Item",
    "referral_id": "referral.Referral",
    "service_id": "directory.Service",
    "register_id": "commons.Register",
    "record_id": "commons.Record",
    "objection_id": "commons.Objection",
    "letter_id": "notices.Letter",
    "delivery_id": "registers.Delivery",
    "task_id": "outreach.Task",
    "user_id": "accounts.User",
    "need_id": "mutual_aid.Need",
    "offer_id": "mutual_aid.Offer",
    "proposal_id": "mutual_aid.Proposal",
    "introduction_id": "mutual_aid.Introduction",
    "relay_id": "mutual_aid.Relay",
    "tip_id": "mutual_aid.Tip",
    "action_id": "solidarity.Action",
    "slot_id": "solidarity.Slot",
    "place_id": "solidarity.Place",
    "certificate_id": "solidarity.Certificate",
    "envelope_id": "solidarity.Envelope",
    "commitment_id": "solidarity.Commitment",
    "expense_id": "solidarity.Expense",
    "mission_id": "solidarity.Mission",
}


@dataclass(slots=True)
class Crawl:
    """Asks, looks at what comes back, and keeps what must not be."""

    town: Town
    owner: psycopg.Connection
    rounds: int = 1  # one is short: some things of a kind; that doors stay closed is another test
    wrong: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    met: dict[str, set[Mark]] = field(default_factory=dict)
    views: set[str] = field(default_factory=set)

    def ask(
        self,
        visitor: Visitor,
        method: str,
        path: str,
        posted: dict[str, str] | None = None,
        *,
        is_quiet: bool = True,
    ) -> HttpResponseBase:
        """One request; `is_quiet` while nothing is posted, so that one meets only whom one had."""
        before = self.last_event()
        answer = self.send(visitor, method, path, posted)
        opened = self.opened_since(before)
        self.counted[f"{method} {answer.status_code}"] += 1
        self.views.add(resolve(path.partition("?")[0]).view_name)
        shown = marked_in(body_of(answer))
        self.met.setdefault(visitor.name, set()).update(shown)
        allowed = visitor.meets if is_quiet else shown | opened
        for fault in faults(visitor, path, answer, Seen(shown, opened, allowed)):
            self.wrong.append(f"{visitor.name}: {method} {path}: {fault}")
        return answer

    def send(
        self, visitor: Visitor, method: str, path: str, posted: dict[str, str] | None
    ) -> HttpResponseBase:
        visitor.client.raise_request_exception = False
        if posted is None:
            return visitor.client.generic(method, path)
        return visitor.client.post(path, posted, headers={"Origin": "http://testserver"})

    def paths(self, route: Route) -> list[str]:
        """The addresses of a route that may be sent: they end nobody's visit."""
        at_most = SHORT if self.rounds == 1 else LONG
        return [path for path in paths_of(route, self.town, at_most) if may_send(path)]

    def is_writing(self, visitor: Visitor) -> bool:
        return self.rounds > 1 or self.is_first(visitor)

    def is_first(self, visitor: Visitor) -> bool:
        """Whether no other visitor of this role comes before."""
        same = (one for one in self.town.visitors if one.role == visitor.role)
        return visitor.role is None or next(same) is visitor

    def is_hers(self, route: Route, visitor: Visitor) -> bool:
        """What the address is for; in short, who has a role leaves what is everybody's to others."""
        if visitor.role in route.audience:
            return True
        if visitor.role is None or self.rounds > 1 or visitor is self.town.visitors[0]:
            return is_for(route, visitor)
        return False

    def last_event(self) -> int:
        row = self.owner.execute("select coalesce(max(id), 0) from sealed.event").fetchone()
        return row[0] if row else 0

    def opened_since(self, event_id: int) -> frozenset[Mark]:
        """Whom the trace says were read since then."""
        rows = self.owner.execute(
            "select coalesce(people, array[person]) from sealed.event"
            " where id > %s and kind = 'OPENED'",
            [event_id],
        ).fetchall()
        found: set[UUID] = {person for (people,) in rows for person in people}
        return frozenset(self.town.people[one] for one in found & self.town.people.keys())


@dataclass(frozen=True, slots=True)
class Seen:
    """Who stands in an answer, who was traced in its request, who may be met there."""

    shown: frozenset[Mark]
    opened: frozenset[Mark]
    allowed: frozenset[Mark]


def faults(visitor: Visitor, path: str, answer: HttpResponseBase, seen: Seen) -> Iterator[str]:
    """What this answer should not be."""
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
    if visitor.role is Role.STEWARD and path.endswith(COLUMNS):
        seen = Seen(seen.shown - BROUGHT, seen.opened, seen.allowed)
    yield from faults_of_reading(visitor, seen, is_printed=bool(PRINTED.match(path)))
    for place, text in places_without_names(answer, body_of(answer) if seen.shown else b""):
        if named := marked_in(text):
            yield f"names {stems(named)} in its {place}"


def faults_of_reading(visitor: Visitor, seen: Seen, *, is_printed: bool) -> Iterator[str]:
    read = seen.shown | seen.opened
    if untraced := seen.shown - seen.opened:
        yield f"shows {stems(untraced)} without a trace"
    if visitor.role is Role.CALLER and len(read) > 1 and not is_printed:
        yield f"lets a caller read {stems(read)} at once"
    if (
        visitor.role in WITHOUT_PEOPLE
        and read
        and not (is_printed and visitor.role is Role.CAMPAIGN_LEAD)
    ):
        yield f"reads {stems(read)}, as a role without people"
    if strangers := read - seen.allowed:
        yield f"reads {stems(strangers)}, who are none of hers"


def places_without_names(answer: HttpResponseBase, body: bytes) -> Iterator[tuple[str, str]]:
    """Where nobody is ever named, whoever reads: what a browser, a proxy or a history keeps."""
    headers = [f"{name}: {value}" for name, value in answer.headers.items()]
    yield "headers", "\n".join([*headers, answer.cookies.output()])
    if is_page(answer):
        text = body.decode()
        yield "addresses", addresses_in(text)
        yield "title", "\n".join(TITLE.findall(text))


def body_of(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]  # the base has neither


def is_page(answer: HttpResponseBase) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def paths_of(route: Route, town: Town, at_most: int) -> list[str]:
    """The address with each thing that exists here, the sample first; nothing twice."""
    names = PARAMETER.findall(route.path)
    values = [things(kind, name, town) for kind, name in names]
    filled = (filled_in(route.path, chosen) for chosen in product(*values))
    every = [route.sample, *filled] if route.sample else filled
    return list(islice(dict.fromkeys(every), at_most))


def filled_in(path: str, chosen: tuple[str, ...]) -> str:
    rest = iter(chosen)
    return PARAMETER.sub(lambda _: next(rest), path)


def things(kind: str, name: str, town: Town) -> list[str]:
    """Everything that a parameter may name here."""
    if kind == "uuid":
        return [str(person) for person in town.people]
    if name in TABLES:
        keys = apps.get_model(TABLES[name]).objects.order_by("pk").values_list("pk", flat=True)
        return [str(key) for key in keys]
    return ["1", "0"] if kind == "int" else ["rien"]


def is_for(route: Route, visitor: Visitor) -> bool:
    doors = {"PUBLIC", "SIGNED_IN", visitor.role} if visitor.role else {"PUBLIC"}
    return bool(doors & set(route.audience))


def may_send(path: str) -> bool:
    return not path.startswith(NEVER_SENT)


def read_everything(crawl: Crawl) -> None:
    """Every address for every role; those that are for a visitor, with each thing that exists."""
    found = routes()
    for visitor in crawl.town.visitors:
        for route in found:
            if crawl.is_hers(route, visitor):
                read_from(crawl, visitor, route)
            elif crawl.rounds > 1 and crawl.is_first(visitor):
                for path in crawl.paths(route)[:1]:
                    crawl.ask(visitor, "GET", path)


def read_from(crawl: Crawl, visitor: Visitor, route: Route) -> None:
    paths = crawl.paths(route)
    for path in paths if "GET" in route.methods else paths[:1]:
        crawl.ask(visitor, "GET", path)
    if crawl.rounds > 1 and crawl.is_first(visitor):
        for path in paths[:1]:
            crawl.ask(visitor, "HEAD", path)


def write_everything(crawl: Crawl) -> None:
    """Every form that a visitor finds, as found and filled, and junk to every address that takes a POST."""
    for _ in range(crawl.rounds):
        for visitor in filter(crawl.is_writing, crawl.town.visitors):
            for route in routes():
                if crawl.is_hers(route, visitor):
                    for path in crawl.paths(route)[: crawl.rounds]:
                        write_to(crawl, visitor, route, path)


def write_to(crawl: Crawl, visitor: Visitor, route: Route, path: str) -> None:
    if "GET" in route.methods:
        page = crawl.ask(visitor, "GET", path, is_quiet=False)
        if is_page(page):
            send_forms(crawl, visitor, path, body_of(page).decode())
    if "POST" in route.methods:
        for posted in JUNK:
            crawl.ask(visitor, "POST", path, posted, is_quiet=False)
        crawl.ask(visitor, "PUT", path, is_quiet=False)


def send_forms(crawl: Crawl, visitor: Visitor, path: str, html: str) -> None:
    for form in forms_in(html):
        target = form.action or path
        if may_send(target):
            crawl.ask(visitor, "POST", target, form.fields, is_quiet=False)
