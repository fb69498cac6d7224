"""A real PostgreSQL server of our own: made, started, killed and started again."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tests.ports import find_free_port
from tests.programs import find_postgresql
from tests.waits import HANG_TIMEOUT, wait_until


def unprivileged() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to run as root. None if there is nobody."""
    if os.geteuid():
        return getpass.getuser()
    return next((one.pw_name for one in pwd.getpwall() if one.pw_name == "postgres"), None)


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Postgres:
    """A server in a folder of its own, which syncs what it commits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.data = folder / "data"
        self._names = count(1)
        self._shared: str | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.port = find_free_port()

    def make(self) -> None:
        """Make the cluster."""
        bare = ("--auth=trust", "--username=threshold", "--no-sync", "--encoding=UTF8")
        made = self._run("initdb", "-D", str(self.data), "--locale=C.UTF-8", *bare)
        assert made.wait(HANG_TIMEOUT) == 0, self.logged()
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write("wal_recycle = off\n")  # as the documents ask of those who erase
            # What it reads by itself would keep rows from being removed, now and then.
            settings.write("autovacuum = off\nmax_logical_replication_workers = 0\n")

    def start(self) -> None:
        """Start, and wait until it answers."""
        said = ("listen_addresses=127.0.0.1", f"port={self.port}", "max_connections=60")
        here = f"unix_socket_directories={self._folder}"
        # After a crash it syncs its files one by one, unless it is told to sync the disk.
        quick = "recovery_init_sync_method=syncfs"
        options = [part for one in (*said, here, quick) for part in ("-c", one)]
        self._process = self._run("postgres", "-D", str(self.data), *options)
        self.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + HANG_TIMEOUT
        while True:
            try:
                return psycopg.connect(self.url("postgres", "postgresql")).close()
            except psycopg.OperationalError:
                assert time.monotonic() < until, self.logged()
                time.sleep(0.05)

    def kill(self) -> None:
        """Kill it with everything it started, as a power cut would."""
        assert self._process is not None
        for pid in (self._process.pid, *children(self._process.pid)):
            os.kill(pid, signal.SIGKILL)
        self._process.wait(HANG_TIMEOUT)

    def stop(self) -> None:
        """Stop it, in a hurry."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(HANG_TIMEOUT)

    def url(self, database: str, scheme: str = "postgresql+psycopg") -> str:
        """The URL of a database."""
        return f"{scheme}://threshold@127.0.0.1:{self.port}/{database}"

    def fresh(self, more: str = "") -> str:
        """The URL of a database with nothing in it."""
        name = f"register_{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} {more}")
        return self.url(name)

    def emptied(self) -> str:
        """The URL of a database that is used again and again, with nothing left in it."""
        if self._shared is None:
            self._shared = self.fresh()
        name = self._shared.rpartition("/")[2]
        self.execute("DROP SCHEMA public CASCADE", name)
        self.execute("CREATE SCHEMA public", name)
        return self._shared

    def set(self, name: str, value: str | None) -> None:
        """Set what can be set while it runs, or put it back."""
        said = f"SET {name} = '{value}'" if value is not None else f"RESET {name}"
        self.execute(f"ALTER SYSTEM {said}")
        [[before]] = self.execute("SELECT pg_conf_load_time()")
        self.execute("SELECT pg_reload_conf()")
        # Once new processes start with it, the others have been told to read it before they go on.
        wait_until(lambda: self.execute("SELECT pg_conf_load_time()") != [(before,)])

    def execute(self, statement: str, database: str = "postgres") -> list[Any]:
        """What a statement gives, put to a database by whoever owns everything."""
        address = self.url(database, "postgresql")
        with psycopg.connect(address, autocommit=True) as connection:
            done = connection.execute(statement)  # type: ignore[call-overload]
            return [] if done.description is None else done.fetchall()

    def logged(self) -> str:
        """What it logged."""
        return (self._folder / "log").read_text("utf-8", "replace")

    def _run(self, name: str, *args: str) -> subprocess.Popen[bytes]:
        found = find_postgresql()
        assert found is not None
        who = unprivileged() if not os.geteuid() else None
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(found / name), *args],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                user=who,
                group=who,
                extra_groups=[] if who else None,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            )


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that runs, and is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="threshold-postgres-"))
    if not os.geteuid():
        shutil.chown(folder, unprivileged())
    server = Postgres(folder)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
