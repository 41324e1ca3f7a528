"""Days pass in the running town: what would take a fortnight is moved back in its tables."""

from datetime import timedelta

import psycopg
from tests.browser.town import RunningTown

from entremise.jobs.database.home import Home, secrets_of
from entremise.jobs.database.instance import embedded_place
from entremise.outreach.vocabulary.priority import LATE


def connected(town: RunningTown) -> "psycopg.Connection[tuple[object, ...]]":
    home = Home(town.folder / "home")
    place = embedded_place(home)
    return psycopg.connect(
        host=place.host,
        port=place.port,
        dbname=place.name,
        user="entremise_runtime",
        password=secrets_of(home)["runtime"],
    )


def let_the_debate_pass(town: RunningTown, use: int) -> None:
    """Eleven days since the summary was published."""
    past = "published_at = published_at - interval '11 days'"
    run(town, f"update commons_userequest set {past} where id = %(use)s", {"use": use})


def let_hours_pass_for(town: RunningTown, call: int, hours: float) -> None:
    """For one call alone: its hold, its tries, its promise and its wait are so much older."""
    moments = (
        "held_at",
        "shown_at",
        "lease_until",
        "due_at",
        "open_at",
        "promised_at",
        "last_try_at",
    )
    change = ", ".join(f"{one} = {one} - %(past)s" for one in moments)
    tries = ", ".join(f"{one} = {one} - %(past)s" for one in ("held_at", "shown_at", "ended_at"))
    given = {"past": timedelta(hours=hours), "call": call}
    run(town, f"update outreach_call set {change} where id = %(call)s", given)
    run(town, f"update outreach_attempt set {tries} where call_id = %(call)s", given)


def make_ready(town: RunningTown, call: int) -> None:
    """Its wait is over, seen by the worker or not, and nobody was never called: whoever takes next may get it."""
    fresh = (
        "select fresh.id from outreach_pool fresh where fresh.campaign_id = was.campaign_id"
        " and fresh.level = was.level and fresh.language = was.language and not fresh.is_retry"
    )
    change = f"state = 'READY', due_at = null, pool_id = ({fresh}) from outreach_pool was"
    where = "was.id = c.pool_id and c.id = %(call)s and c.state in ('WAITING', 'READY')"
    run(town, f"update outreach_call c set {change} where {where}", {"call": call})
    put_others_off(town, call)


def put_others_off(town: RunningTown, call: int) -> None:
    """Further tries of others and promises to them, served before first tries, wait until tomorrow."""
    later = "state = 'WAITING', due_at = current_timestamp + interval '1 day' from outreach_pool p"
    others = "p.id = c.pool_id and p.is_retry and c.state = 'READY' and c.id <> %(call)s"
    run(town, f"update outreach_call c set {later} where {others}", {"call": call})
    promised = "due_at = due_at + interval '1 day', open_at = open_at + interval '1 day'"
    others = "state = 'CALLBACK' and id <> %(call)s"
    run(town, f"update outreach_call set {promised} where {others}", {"call": call})


def put_first(town: RunningTown, call: int) -> None:
    """The next caller gets this person, if she may get her at all: her wave is over, and nobody stands before her."""
    change = "rank = %(first)s, reach_by = current_timestamp - interval '1 day'"
    given: dict[str, object] = {"first": 3 * LATE - 1, "call": call}
    run(town, f"update outreach_call set {change} where id = %(call)s", given)


def run(town: RunningTown, statement: str, given: dict[str, object]) -> None:
    with connected(town) as connection:
        connection.execute(statement, given)


def counted(town: RunningTown, statement: str, given: dict[str, object]) -> int:
    """The number that a question to the database gives."""
    with connected(town) as connection:
        found = connection.execute(statement, given).fetchone()
    return int(found[0]) if found else 0
