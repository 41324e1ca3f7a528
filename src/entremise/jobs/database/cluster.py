"""The embedded database server: started, waited for and stopped by one supervisor, whatever happened before."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import psycopg

from entremise.jobs.database.binaries import Binaries, binaries
from entremise.jobs.database.home import Home, prepare_home, secrets_of
from entremise.jobs.faults import Trouble

SUPERUSER: Final = "postgres"
LONG_SECONDS: Final = 5.0
OPTIONS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",  # the folder of the socket is what is closed
    "max_connections": "120",
    "shared_buffers": "128MB",
    "log_min_error_statement": "panic",  # failed statements hold values
    "log_error_verbosity": "terse",  # so do details of errors
    "timezone": "UTC",
    "lc_messages": "C.UTF-8",
}
LOCALE: Final = (
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C.UTF-8",
    "--encoding=UTF8",
)


class Cluster:
    """One data folder, one server; the lock is held as long as the server is ours."""

    def __init__(self, where: Home, options: Mapping[str, str] | None = None) -> None:
        self.home = where
        self.options = OPTIONS | dict(options or {})
        self.data = where.database / "data"
        self.run = where.database / "run"
        self.server: subprocess.Popen[bytes] | None = None
        self.lock: int | None = None

    def start(self) -> None:
        """Make the cluster if needed, end an orphan of ours, start, wait as long as recovery lasts."""
        prepare_home(self.home)
        programs = binaries(self.home)
        self.make_folders(programs)
        self.take_lock()
        try:
            if not (self.data / "PG_VERSION").exists():
                self.make(programs)
            self.end_orphan()
            self.server = self.launch(programs)
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def make_folders(self, programs: Binaries) -> None:
        for folder in (self.home.database, self.run):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)
            if programs.uid is not None and programs.gid is not None:
                os.chown(folder, programs.uid, programs.gid)

    def take_lock(self) -> None:
        """One supervisor a home: a second one says so and leaves."""
        self.lock = os.open(
            self.home.path / "db.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.lock)
            self.lock = None
            raise Trouble(f"Entremise tourne déjà dans {self.home.path}.") from None

    def make(self, programs: Binaries) -> None:
        """initdb in a side folder, then one rename: a torn first start leaves nothing that looks ready."""
        side = self.home.database / "data.new"
        shutil.rmtree(side, ignore_errors=True)
        word = self.run / "word"
        word.write_text(secrets_of(self.home)["superuser"])
        word.chmod(0o600)
        if programs.uid is not None and programs.gid is not None:
            os.chown(word, programs.uid, programs.gid)
        command: list[str | Path] = [
            programs.bin / "initdb",
            "-D",
            side,
            "-U",
            SUPERUSER,
            f"--pwfile={word}",
            *LOCALE,
        ]
        done = subprocess.run(
            [*command, "--auth=scram-sha-256", "--data-checksums"],
            check=False,
            capture_output=True,
            text=True,
            **running_as(programs, self.home.database),
        )
        word.unlink()
        if done.returncode != 0:
            raise Trouble(f"La base ne peut pas être créée : {done.stderr[-400:]}")
        side.rename(self.data)
        sync_folder(self.home.database)

    def end_orphan(self) -> None:
        """A server of ours that outlived its supervisor is stopped; a stale pid file is taken away."""
        for pid in self.processes_on_data():
            stop_process(pid)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def processes_on_data(self) -> tuple[int, ...]:
        """Servers whose working folder is this data folder: a pid alone proves nothing."""
        return tuple(
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and is_server_on(entry, self.data)
        )

    def launch(self, programs: Binaries) -> "subprocess.Popen[bytes]":
        settings = self.options | {"unix_socket_directories": str(self.run)}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.home.path / "db.log").open("ab") as log:
            return subprocess.Popen(
                [programs.bin / "postgres", "-D", self.data, *arguments],
                stdout=log,
                stderr=log,
                start_new_session=True,
                **running_as(programs, self.home.database),
            )

    def wait_until_ready(self) -> None:
        """Recovery is waited for as long as it lasts, aloud once it is long; a server that ends is told."""
        assert self.server is not None
        began, has_said = time.monotonic(), False
        while True:
            if self.server.poll() is not None:
                tail = (self.home.path / "db.log").read_bytes()[-600:].decode(errors="replace")
                raise Trouble(f"La base s'est arrêtée au démarrage :\n{tail}")
            try:
                self.connect().close()
            except psycopg.OperationalError as fault:
                if not has_said and time.monotonic() - began > LONG_SECONDS:
                    print(f"La base n'accepte pas encore : {str(fault).strip()}", file=sys.stderr)
                    has_said = True
                time.sleep(0.03)
            else:
                return

    def connect(self, name: str = "postgres") -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection as the superuser, for the supervisor alone."""
        return psycopg.connect(
            host=str(self.run),
            user=SUPERUSER,
            password=secrets_of(self.home)["superuser"],
            dbname=name,
            autocommit=True,
        )

    def is_alive(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def stop(self) -> None:
        """Stop quickly but cleanly; give the lock back last."""
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.server.send_signal(signal.SIGQUIT)
                self.server.wait(timeout=30)
        self.server = None
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None


def running_as(programs: Binaries, folder: Path) -> dict[str, Any]:
    """How the programs are run: alone in their folder, nothing of our environment, never as root."""
    common: dict[str, Any] = {"cwd": folder, "env": {"LC_ALL": "C.UTF-8"}, "umask": 0o077}
    if programs.uid is None:
        return common
    return common | {"user": programs.uid, "group": programs.gid, "extra_groups": []}


def is_server_on(process: Path, data: Path) -> bool:
    try:
        program = (process / "exe").readlink().name.removesuffix(" (deleted)")  # updated meanwhile
        return (process / "cwd").readlink() == data and program == "postgres"
    except OSError:  # it ended, or is another account's
        return False


def stop_process(pid: int) -> None:
    """Ask a process to stop, and wait until it has."""
    for asked in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, asked)
            for _turn in range(200):
                os.kill(pid, 0)
                time.sleep(0.05)
        except ProcessLookupError:
            return


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
