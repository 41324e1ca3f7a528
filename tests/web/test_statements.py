"""No page asks the database without end: each address of each role, in a town where something of everything exists."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.attacks.crawl import body_of, is_for, is_page, may_send, paths_of
from tests.attacks.marked_town import Town, Visitor, marked_town

from entremise.web.shell.routes import routes

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
AT_MOST = 26  # the heaviest opens a need: who asks, who helps, what was written and read of it
PATHS = 2


def pages_of(town: Town) -> Iterator[tuple[str, int]]:
    """Each page with its statements, for the first visitor who may open it."""
    for route in routes():
        visitor = next((one for one in town.visitors if is_for(route, one)), None)
        if visitor is not None and "GET" in route.methods:
            for path in filter(may_send, paths_of(route, town, PATHS)):
                count = statements(visitor, path)
                if count is not None and count > AT_MOST:  # what is kept for some minutes is not
                    count = statements(visitor, path)
                if count is not None:
                    yield route.name, count


def statements(visitor: Visitor, path: str) -> int | None:
    """None for what is no page."""
    with (
        CaptureQueriesContext(connection) as here,
        CaptureQueriesContext(connections["trace"]) as there,
    ):
        answer = visitor.client.get(path)
    body_of(answer)
    if not is_page(answer) or answer.status_code != 200:
        return None
    return sum("SAVEPOINT" not in one["sql"] for one in (*here, *there))


def test_no_page_asks_without_end(real_trace):
    found: dict[str, int] = {}
    for name, count in pages_of(marked_town()):
        found[name] = max(count, found.get(name, 0))

    heavy = {name: count for name, count in found.items() if count > AT_MOST}

    assert (heavy, len(found) > 100) == ({}, True)
