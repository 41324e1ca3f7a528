"""Keeps the web and the worker running beside the database, and stops all of them in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

import psycopg

from entremise.jobs.database.cluster import Cluster
from entremise.jobs.faults import OF_FILES, Trouble
from entremise.jobs.web_account import WebAccount

TENDED_EVERY_SECONDS: Final = 30
RESTARTED_AFTER_SECONDS: Final = 1.0
RESTARTED_WITHIN_SECONDS: Final = 10.0
STOPPED_WITHIN_SECONDS: Final = 15
WEB_WORKERS_AT_MOST: Final = 4  # one a core: each takes 130 MB
PATIENT: Final = 5  # an import takes what pages leave: a caller waits for nobody
PR_SET_PDEATHSIG: Final = 1


@dataclass(slots=True)
class Patience:
    """How long to wait before the next try: twice as long each time, and never very long."""

    seconds: float = RESTARTED_AFTER_SECONDS
    tried_at: float = field(default=float("-inf"))

    def is_over(self) -> bool:
        return time.monotonic() - self.tried_at > self.seconds

    def try_now(self) -> None:
        """Note a try; what lived a while begins anew."""
        moment = time.monotonic()
        is_calm = moment - self.tried_at > self.seconds + RESTARTED_WITHIN_SECONDS
        self.seconds = (
            RESTARTED_AFTER_SECONDS if is_calm else min(self.seconds * 2, RESTARTED_WITHIN_SECONDS)
        )
        self.tried_at = moment


@dataclass(slots=True)
class Child:
    """A process that must always run, in a session of its own."""

    name: str
    command: list[str]
    environment: dict[str, str]
    account: WebAccount | None = None
    niceness: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    patience: Patience = field(default_factory=Patience)

    def start(self) -> None:
        self.patience.try_now()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=self.begin,  # noqa: PLW1509 -- the supervisor has one thread
            **({} if self.account is None else self.account.running()),
        )

    def begin(self) -> None:
        """In the new process, before its program: if the supervisor is killed, it goes too; a new one starts from nothing."""
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        os.nice(self.niceness)

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def end_group(self) -> None:
        """The web leaves a worker of its own on the port when its main process is killed: end them all."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return

    def stop(self) -> None:
        """Let what runs finish, then insist."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=STOPPED_WITHIN_SECONDS)
        self.end_group()
        self.process.wait()


def web(port: int, host: str, environment: dict[str, str], account: WebAccount | None) -> Child:
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
    ]
    command += [
        "--workers",
        str(min(WEB_WORKERS_AT_MOST, len(os.sched_getaffinity(0)))),
        "--blocking-threads",
        "8",
        "--respawn-failed-workers",
        "--log-level",
        "error",  # it warns of eight threads on two cores
    ]
    return Child("web", [*command, "entremise.config.wsgi:application"], environment, account)


def worker(environment: dict[str, str], account: WebAccount | None) -> Child:
    """What is done leaves no row: a job a minute would be half a million a year."""
    command = [sys.executable, "-m", "django", "procrastinate", "-v", "0", "worker"]
    command += ["--shutdown-graceful-timeout", "10", "--delete-jobs", "successful"]
    return Child("worker", command, environment, account, niceness=PATIENT)


class Supervisor:
    def __init__(
        self,
        children: list[Child],
        cluster: Cluster | None,
        duties: Sequence[Callable[[], object]],
        after_start: Callable[[], object],
    ) -> None:
        self.children, self.cluster = children, cluster
        self.duties, self.after_start = duties, after_start
        self.patience = Patience()
        self.is_stopping = False
        self.tended_at = 0.0

    def run(self, *, is_open: Callable[[], bool], greet: Callable[[], object]) -> None:
        """Until Ctrl-C or a stop signal: greet once people may come in, restart what ends, do the duties."""
        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, self.ask_to_stop)
        for child in self.children:
            child.start()
        is_greeted = False
        try:
            while not self.is_stopping:
                self.look()
                if not is_greeted and is_open():
                    greet()
                    is_greeted = True
                reap_strangers({child.process.pid for child in self.children if child.process})
                time.sleep(0.2)
        finally:
            for child in self.children:
                child.stop()

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def look(self) -> None:
        if self.cluster is not None and not self.cluster.is_alive() and self.patience.is_over():
            self.revive(self.cluster)
        for child in self.children:
            if not child.is_alive() and child.patience.is_over():
                child.end_group()
                child.start()
        if time.monotonic() - self.tended_at > TENDED_EVERY_SECONDS:
            self.tended_at = time.monotonic()
            for duty in self.duties:
                do_or_say(duty)

    def revive(self, cluster: Cluster) -> None:
        """Start the database again; when it cannot (a full disk), say why and try later: the web tells people meanwhile."""
        self.patience.try_now()
        cluster.stop()
        try:
            cluster.start()
        except (Trouble, OSError) as fault:
            wait = round(self.patience.seconds)
            print(f"{fault}\nNouvel essai dans {wait} s.", file=sys.stderr, flush=True)
        else:
            self.after_start()


def do_or_say(duty: Callable[[], object]) -> None:
    """No duty that fails stops the service: a database that is away, or a full disk, is tried next time."""
    try:
        duty()
    except (psycopg.Error, OSError) as fault:
        print(
            f"{why(fault)} Nouvel essai dans {TENDED_EVERY_SECONDS} s.", file=sys.stderr, flush=True
        )


def why(fault: psycopg.Error | OSError) -> str:
    """In words, without what the fault quotes of a row."""
    match fault:
        case psycopg.OperationalError():
            return "La base ne répond pas."
        case psycopg.Error():
            return f"La base refuse l'entretien ({type(fault).__name__})."
        case _:
            return f"{fault.filename or 'Un fichier'} : {OF_FILES.get(fault.errno or 0, str(fault.strerror))}"


def reap_strangers(ours: set[int]) -> None:
    """As the first process of a container: bury orphans that are not our children's."""
    if os.getpid() != 1:
        return
    while True:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid in ours:
            return
        os.waitpid(found.si_pid, os.WNOHANG)
