"""The programs beside Python that some tests need, and what is missing of them on this machine."""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "api" / "pages" / "static" / "manifest.json"


def require(reason: str | None) -> None:
    """Skip a test for this reason, or fail it where nothing may be skipped."""
    if reason is not None:
        (pytest.fail if "THRESHOLD_SKIP_NOTHING" in os.environ else pytest.skip)(reason)


def require_programs(item: pytest.Item) -> None:
    """Skip or fail a test if a program that its markers ask for is missing."""
    for name, find_missing in MARKERS.items():
        for marker in item.iter_markers(name):
            require(find_missing(*marker.args))


def find_chromium() -> str | None:
    """Chromium without its windows if it is here, which takes half the time, or with them.

    Or another that the environment names.
    """
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium-headless-shell") or shutil.which("chromium")


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's programs, the newest there is; None where there are none."""
    on_path = shutil.which("initdb")
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parts[-2]))
    return Path(on_path).parent if on_path else next(iter(reversed(packaged)), None)


def missing_browser() -> str | None:
    """Why nothing can be tried in a browser here, or None if it can."""
    if find_chromium() is None:
        return "Chromium is missing (apt-get install chromium)"
    return missing_build()


def missing_build() -> str | None:
    """Why pages have no style and script here, or None if they do."""
    if not AXE.exists() or not BUILT.exists():
        return "style and script are not built (make assets, which needs Node)"
    return None


def missing_postgresql() -> str | None:
    """Why there can be no PostgreSQL server here, or None if there can."""
    if find_postgresql() is None:
        return "PostgreSQL is missing (apt-get install postgresql)"
    if not os.geteuid() and "postgres" not in {one.pw_name for one in pwd.getpwall()}:
        return "there is no user postgres here, and root may not run PostgreSQL"
    return None


PACKAGES = {"pdftotext": "poppler-utils", "soffice": "libreoffice-writer-nogui"}


def missing_programs(*programs: str) -> str | None:
    """Why documents cannot be read back here, or None if they can."""
    for program in programs:
        if shutil.which(program) is None:
            return f"{program} is missing (apt-get install {PACKAGES.get(program, program)})"
    return None


MARKERS: Mapping[str, Callable[..., str | None]] = {
    "browser": missing_browser,
    "postgresql": missing_postgresql,
    "documents": missing_programs,
}


def find_markers(item: pytest.Item) -> Iterator[str]:
    """The markers of a test whose fixtures or parameters say that it needs a program."""
    fixtures = getattr(item, "fixturenames", ())
    parameters = getattr(item, "callspec", None)
    if "browser" in fixtures:
        yield "browser"
    if "postgres" in fixtures or (parameters and "postgresql" in parameters.params.values()):
        yield "postgresql"
