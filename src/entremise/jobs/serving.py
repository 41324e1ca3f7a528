"""What `serve` and `demo` share: migrate, gather the static files, then keep everything running."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from entremise.jobs.backup.erasures import ErasureList, refuse_owing
from entremise.jobs.database.cluster import Cluster
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import connection_as, environment
from entremise.jobs.database.migrating import RUNTIME
from entremise.jobs.faults import Trouble
from entremise.jobs.ports import answers
from entremise.jobs.rescue import rescue
from entremise.jobs.supervisor import Supervisor, web, worker
from entremise.jobs.web_account import hand_over, web_account

STATIC: Final = Path(__file__).resolve().parent.parent / "web" / "static"
MIGRATING: Final = ("entremise.jobs.main", "migrate")
TEST_TRIGGER: Final = (
    "SELECT 1 FROM pg_trigger WHERE tgrelid = 'sealed.ticket'::regclass AND NOT tgisinternal"
)


def django(where: Home, *arguments: str, with_migrator: bool = False) -> None:
    """A command of the framework, in a process of its own."""
    wait_for(beginning(where, *arguments, with_migrator=with_migrator))


def beginning(
    where: Home, *arguments: str, with_migrator: bool = False
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", *arguments], env=environment(where, with_migrator=with_migrator)
    )


def wait_for(command: "subprocess.Popen[bytes]") -> None:
    if command.wait() != 0:
        assert isinstance(command.args, list)
        raise Trouble(f"La commande « {' '.join(map(str, command.args[2:]))} » a échoué.")


def make_ready(where: Home, *up_to_date: str) -> None:
    """Bring the tables up to date, by the command that is given, and the static files beside; a restored instance
    opens only once it owes nothing."""
    refuse_owing(where)
    with gathering_static(where):
        django(where, *(up_to_date or MIGRATING), with_migrator=True)
    refuse_test_trigger(where)


def refuse_test_trigger(where: Home) -> None:
    """The tests weaken the tickets of their own databases: such a database is never served."""
    with connection_as(RUNTIME, environment(where)) as connection:
        if connection.execute(TEST_TRIGGER).fetchone() is not None:
            raise Trouble(
                "Cette base est une base de test : ses billets sont affaiblis. Elle n'est pas servie."
            )


@contextmanager
def gathering_static(where: Home) -> Iterator[None]:
    """Collect and compress the static files when they have changed, while something else is done."""
    mark, now = where.path / "static.mark", static_digest()
    if where.static.exists() and mark.exists() and mark.read_text() == now:
        yield
        return
    gathering = beginning(where, "django", "collectstatic", "--noinput", "-v", "0", "--clear")
    try:
        yield
    finally:
        wait_for(gathering)
    mark.write_text(now)


def static_digest() -> str:
    digest = hashlib.sha256(version("django-allauth").encode())
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def keep_running(
    where: Home,
    cluster: Cluster | None,
    *,
    port: int,
    host: str,
    more: dict[str, str],
    greet: Callable[[], object],
) -> None:
    """Web and worker until somebody stops them."""
    given = environment(where) | more
    account = web_account(port)

    def open_home() -> None:
        if account is not None:
            hand_over(where, account)

    open_home()
    children = [web(port, host, given, account), worker(given, account)]
    duties = (partial(rescue, given), ErasureList(where).note)
    supervisor = Supervisor(children, cluster, duties, after_start=open_home)
    supervisor.run(is_open=partial(answers, host, port), greet=greet)
