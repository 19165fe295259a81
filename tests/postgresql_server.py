"""A PostgreSQL server that the test run starts itself, in a folder of its own, on a Unix socket."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

INSTALL = "PostgreSQL is missing; type: apt-get install --yes postgresql"
# Nothing of a test server needs to outlive a crash of the machine; of its own it does.
FAST = (
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
    "shared_buffers=32MB",
)
_ROOM_NEEDED = 1024**3
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_CLOCK_OF_PROCESS = 2  # beside the number of a process: clock_getcpuclockid(3)


class PostgresqlServer:
    """Started on construction; as root it runs as the user `postgres`, which it insists on."""

    def __init__(self, settings: Sequence[str] = FAST) -> None:
        self._settings = settings
        self._user = _user_to_run_as()
        quickest = _quickest_folder() if settings is FAST else None
        self._folder = Path(tempfile.mkdtemp(prefix="chu_truong_pg_", dir=quickest))
        if self._user:
            shutil.chown(self._folder, self._user)
        self._create()
        self._process = self._start()
        self._wait()

    def url(self, name: str) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, in the maintenance database."""
        with self._connect() as connection:
            connection.execute(statement.encode())

    def clone(self, template: str, name: str) -> None:
        """Make a copy of a database; copying its files is the quickest way for small ones."""
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")

    @contextmanager
    def cloned(self, template: str, name: str) -> Iterator[str]:
        """Copy a database for a while; yield the URL of the copy, which nobody keeps open."""
        self.clone(template, name)
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def restart(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop the server (SIGQUIT: at once, as a crash would) and start it again."""
        self._process.send_signal(how)
        self._process.wait(30)
        self._process = self._start()
        self._wait()

    def processor_seconds(self) -> float:
        """Return how long its processes that live now have been at work."""
        found = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        children = (int(pid) for file in found for pid in file.read_text("ascii").split())
        return sum(time.clock_gettime((~pid << 3) | _CLOCK_OF_PROCESS) for pid in children)

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _create(self) -> None:
        subprocess.run(  # noqa: S603 a program of this machine, arguments of ours
            [
                _program("initdb"),
                "--pgdata",
                str(self._folder / "data"),
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            user=self._user,
            cwd=self._folder,
        )

    def _start(self) -> subprocess.Popen[bytes]:
        settings = [f"unix_socket_directories={self._folder}", *self._settings]
        options = [part for setting in settings for part in ("-c", setting)]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 as above
                [_program("postgres"), "-D", str(self._folder / "data"), *options],
                stdout=subprocess.DEVNULL,
                stderr=log,
                user=self._user,
                cwd=self._folder,
                preexec_fn=_end_with_parent,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                self._connect().close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    log = (self._folder / "log").read_text("utf-8", "replace")
                    pytest.exit(f"PostgreSQL did not start:\n{log}", returncode=1)
                time.sleep(0.02)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self._folder), user="postgres", dbname="postgres", autocommit=True
        )


def _end_with_parent() -> None:
    """Let the kernel end the server when the test run is killed."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGQUIT)


def _quickest_folder() -> str | None:
    """Return a folder kept in memory if it is large enough: copies take 30 ms there, not 400."""
    memory = Path("/dev/shm")  # noqa: S108 a folder of our own is made below it
    if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM_NEEDED:
        return str(memory)
    return None


def _user_to_run_as() -> str | None:
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.exit(INSTALL, returncode=1)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        found = str(versions[-1]) if versions else None
    if found is None:
        pytest.exit(INSTALL, returncode=1)
    return found
