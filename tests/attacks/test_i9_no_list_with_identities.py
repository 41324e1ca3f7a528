"""I9: whatever address a role asks, nobody can be read whom the trace does not name in that request; a caller reads one
person at a time; nobody is named where a browser or a proxy keeps it, nor in clear in a row or a line of the log.

`ENTREMISE_CRAWL` asks for more rounds: from two on, nothing is left out."""

import io
import logging
import os
import sys
import zipfile

import psycopg
import pytest
from django.db import connection
from django.test import Client
from tests.attacks.conftest import weakened
from tests.attacks.crawl import NEVER_SENT, Crawl, read_everything, write_everything
from tests.attacks.filling import TYPED
from tests.attacks.marked_town import Town, Visitor, marked_town
from tests.attacks.marks import MARKS, marked_in, stems
from tests.make import commons, outreach, triage

from entremise.accounts.vocabulary import Role
from entremise.config.traces import PlaceFormatter
from entremise.jobs.database.migrating import MIGRATOR
from entremise.web.models import Session
from entremise.web.shell.routes import routes

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
ROUNDS = int(os.environ.get("ENTREMISE_CRAWL", "1"))
SOMEBODY = MARKS[0]
WRITTEN_BY_THE_HOUSE = {  # words of bodies, campaigns, contents and votes: nobody writes of a person there
    "accounts_",
    "commons_",
    "directory_",
    "kits_",
    "mutual_aid_tip",  # typed by anybody, for everybody: the desk reads it before it is shown
    "outreach_campaign",
    "registers_delivery",
    "solidarity_",
    "territory_",
}
HIDDEN = {
    "a comment": f"<!-- {SOMEBODY.stem.upper()} -->",
    "an attribute": f'<p data-who="Van{SOMEBODY.stem}">',
    "letters between tags": "".join(f"<b>{letter}</b>" for letter in SOMEBODY.stem),
    "entities": "".join(f"&#{ord(letter)};" for letter in SOMEBODY.stem),
    "an address": "?q=" + "".join(f"%{ord(letter):02x}" for letter in SOMEBODY.stem),
    "hexadecimal": SOMEBODY.stem.encode().hex(),
    "a number": "+33 (0)1 99 00 71 00",
    "a number of a page": "01\u00a099\u202f00\u00a071 <b>00</b>",
    "a day": "née le 29/01/1931",
    "a spoken day": "29\u00a0janvier 1931",
}


@pytest.fixture
def owner():
    given = connection.settings_dict
    with psycopg.connect(
        host=given["HOST"],
        port=given["PORT"],
        dbname=given["NAME"],
        user=MIGRATOR,
        password=os.environ["ENTREMISE_DB_MIGRATOR_PASSWORD"],
        autocommit=True,
    ) as held:
        yield held


@pytest.fixture
def log():
    """What the product says while it works, worded as in production."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(PlaceFormatter())
    logging.root.addHandler(handler)
    yield heard
    logging.root.removeHandler(handler)


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.ENTREMISE_UPLOADS_DIR = tmp_path / "uploads"


def rows_in_clear(owner):
    """What each table holds, every row as text."""
    tables = owner.execute(
        "select schemaname, tablename from pg_tables where schemaname in ('public', 'sealed')"
    ).fetchall()
    for schema, table in tables:
        rows = owner.execute(f"select t::text from {schema}.{table} t").fetchall()
        yield table, "\n".join(row for (row,) in rows)
    yield "sessions", "\n".join(str(one.get_decoded()) for one in Session.objects.all())


def is_of_the_house(table):
    return any(table.startswith(name) for name in WRITTEN_BY_THE_HOUSE)


def never_asked(crawl):
    return {
        one.name
        for one in routes()
        if one.name not in crawl.views and not one.path.startswith(NEVER_SENT)
    }


def test_nobody_is_read_without_a_trace(owner, log):
    crawl = Crawl(marked_town(), owner, ROUNDS)

    read_everything(crawl)
    write_everything(crawl)

    sys.stdout.write(
        f"{len(crawl.wrong)} marks leaked on {crawl.counted.total()} answers: {dict(crawl.counted)}\n"
    )
    kept = dict(rows_in_clear(owner))
    assert crawl.wrong == []
    assert {table: stems(found) for table, text in kept.items() if (found := marked_in(text))} == {}
    assert [table for table in kept if TYPED in kept[table] and not is_of_the_house(table)] == []
    assert stems(marked_in(log.getvalue())) == []
    assert {one.role for one in crawl.town.visitors} == {None, *Role}
    assert never_asked(crawl) == set()
    assert crawl.counted.total() > 2000
    assert {name for name, met in crawl.met.items() if met} >= {
        "caller 1",
        "caller 2",
        "caller 3",
        "orienteur",
        "service",
        "clerk",
        "herself",
        "STEWARD",
    }


def test_a_mark_is_found_wherever_it_hides():
    found = {place: marked_in(f"<p>Bonjour</p>{text}") for place, text in HIDDEN.items()}

    assert found == dict.fromkeys(HIDDEN, frozenset({SOMEBODY}))


def test_a_mark_is_found_in_a_workbook():
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>Van{SOMEBODY.stem}</t>")

    assert marked_in(book.getvalue()) == {SOMEBODY}


def test_the_numbers_of_a_page_are_nobody_s():
    assert marked_in("<path d='M19 90 07 1 00'>01 99 00 12 00, le 29 janvier 2026") == frozenset()


def leak(get_response):
    """A product with a fault: its help names somebody where nobody looks."""

    def respond(request):
        answer = get_response(request)
        answer.content += f"<!-- Van{SOMEBODY.stem} -->".encode()
        return answer

    return respond


def test_twin_that_names_somebody_in_a_comment_is_caught(owner, settings):
    settings.MIDDLEWARE = [f"{__name__}.leak", *settings.MIDDLEWARE]
    anybody = Visitor("anybody", None, Client())
    crawl = Crawl(Town({}, (anybody,)), owner)

    crawl.ask(anybody, "GET", "/aide/")

    assert crawl.wrong == [
        f"anybody: GET /aide/: {fault}"
        for fault in (
            f"shows {[SOMEBODY.stem]} without a trace",
            f"reads {[SOMEBODY.stem]}, who are none of hers",
        )
    ]


def test_twin_whose_trace_forgets_the_person_is_caught(owner):
    room = outreach.room(SOMEBODY.sheet())
    taken = outreach.held(room.caller, room.campaign, commons.now())
    caller = Visitor("caller", Role.CALLER, triage.browser(room.caller), frozenset({SOMEBODY}))
    crawl = Crawl(Town({room.people[0]: SOMEBODY}, (caller,)), owner)

    crawl.ask(caller, "GET", f"/appeler/appel/{taken.call_id}/")
    assert crawl.wrong == []
    with weakened("reading", "row.role, p_person,", "row.role, null,"):
        crawl.ask(caller, "GET", f"/appeler/appel/{taken.call_id}/")

    assert [fault.rpartition(": ")[2] for fault in crawl.wrong] == [
        f"shows {[SOMEBODY.stem]} without a trace"
    ]
