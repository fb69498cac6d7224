"""Running the command line: the real program in a process of its own, or its commands in ours."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from api.cli import main
from tests.waits import HANG_TIMEOUT

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "thurrock-julia.toml"


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it printed where."""

    status: int
    out: str
    err: str


def program(*args: str, stdin: bytes = b"", cwd: Path = ROOT, **env: str) -> Ended:
    """The real program, run as a person would run it."""
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *args],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        timeout=HANG_TIMEOUT,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def shell(line: str, cwd: Path = ROOT) -> Ended:
    """A line for the shell, in which `threshold` stands for the real program."""
    said = f'threshold() {{ "{sys.executable}" -m api.cli "$@"; }}\n{line}'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", said], capture_output=True, cwd=cwd, env=env, timeout=HANG_TIMEOUT
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def command(*args: str, stdin: bytes = b"", color: bool = False) -> Ended:
    """The same commands without a process: quicker. What it does not catch is raised.

    Without `color`, click takes every escape out of what is printed, ours or not.
    """
    done = CliRunner().invoke(main, list(args), input=stdin, color=color)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ended(done.exit_code, done.stdout, done.stderr)


def written(folder: Path, text: str | bytes, name: str = "case.toml") -> str:
    """The path of a case file with this content."""
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(file)


def flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())
