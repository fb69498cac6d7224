"""Installed from a wheel, Threshold works from any folder: the rulesets travel with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from criteria.shelf import shelf
from tests.doors.program import EXAMPLE, ROOT
from tests.waits import HANG_TIMEOUT

LEFT_OUT = (".*", "tests", "docs", "benchmarks", "build", "dist", "node_modules", "__pycache__")


def installed(folder: Path) -> Path:
    """Where a copy of the checkout was installed by pip, without its dependencies."""
    copy, target = folder / "copy", folder / "target"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    done = subprocess.run(
        [*pip, "--no-deps", "--target", str(target), str(copy)],
        capture_output=True,
        timeout=HANG_TIMEOUT,
    )
    assert done.returncode == 0, done.stderr.decode()
    shutil.rmtree(copy)
    return target


def printed(target: Path, *args: str) -> str:
    """What Python prints from a folder of its own, with the target and the dependencies alone.

    `-S`, since an editable install would put the checkout on the path.
    """
    elsewhere = target.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(target), *libraries])}
    line = [sys.executable, "-S", *args]
    done = subprocess.run(line, capture_output=True, cwd=elsewhere, env=env, timeout=HANG_TIMEOUT)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


@pytest.mark.long
def test_a_plain_install_works_from_any_folder(tmp_path: Path):
    target = installed(tmp_path)
    where = "import api, criteria.shelf as s; print(api.__file__); print(s.shelf().folder)"
    code, rulesets = printed(target, "-c", where).split()
    assert Path(code).parent == target / "api"
    assert Path(rulesets) == target / "rulesets"
    editions = json.loads(printed(target, "-m", "api.cli", "editions", "--format", "json"))
    digests = {one["id"]: one["digest"] for one in editions["editions"]}
    assert digests == {name: shelf().volume(name).digest for name in shelf().timeline.editions}
    assert "\nREFER\n" in printed(target, "-m", "api.cli", "screen", str(EXAMPLE))
    assert "threshold, version" in printed(target, str(target / "bin" / "threshold"), "--version")
    assert not (target / "tests").exists()
