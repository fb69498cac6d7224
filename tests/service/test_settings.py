"""What can be set: from the command line, the environment or a file, in that order, and safely."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from api.service.settings import PREFIX, Settings
from tests.doors.program import ROOT, command, program, written
from tests.waits import HANG_TIMEOUT

PORTS = {"given": 8101, "environment": 8102, "file": 8103, "default": 8000}


def shown(*args: str) -> dict[str, object]:
    """The settings that `--show-settings` prints, read as the file they could be."""
    ended = command("serve", *args, "--show-settings")
    assert (ended.status, ended.err) == (0, "")
    return tomllib.loads(ended.out)


@pytest.mark.parametrize("first", PORTS)
def test_the_command_line_comes_before_the_environment_and_that_before_the_file(
    first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said = list(PORTS)[list(PORTS).index(first) :]
    args = ["--port", str(PORTS["given"])] if "given" in said else []
    if "environment" in said:
        monkeypatch.setenv("THRESHOLD_PORT", str(PORTS["environment"]))
    if "file" in said:
        args += ["--config", written(tmp_path, f"port = {PORTS['file']}", "settings.toml")]
    assert shown(*args)["port"] == PORTS[first]


def test_what_is_shown_is_every_setting_and_a_file_that_sets_the_same(tmp_path: Path):
    text = command("serve", "--behind-proxy", "--host", "0.0.0.0", "--show-settings").out
    unset = {name for name, field in Settings.model_fields.items() if field.default is None}
    assert set(tomllib.loads(text)) == set(Settings.model_fields) - unset
    assert all(f"# {name} =" in text for name in unset)
    again = command("serve", "--config", written(tmp_path, text, "s.toml"), "--show-settings").out
    assert again == text


def test_the_file_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(f"{PREFIX}CONFIG", written(tmp_path, "workers = 3", "s.toml"))
    assert shown()["workers"] == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("prot = 1", "prot: `prot` is not a setting (did you mean `port`?)"),
        ('port = "many"', "settings.port: input should be a valid integer"),
        ("port = 65536", "settings.port: input should be less than or equal to 65535"),
        ("requests_per_second = 0", "settings.requests_per_second: input should be greater than 0"),
        ('tls_key = "key.pem"', "tls_certificate and tls_key are set together, or neither is"),
        ('host = "0.0.0.0"', "listening on `0.0.0.0` would send cases unencrypted"),
        ("port = = 1", ": cannot be read: "),
        ("port = 'é".encode("latin-1"), ": cannot be read: "),
    ],
)
def test_a_mistaken_file_says_what_is_wrong_in_it(text: str | bytes, says: str, tmp_path: Path):
    ended = command("serve", "--config", written(tmp_path, text, "s.toml"))
    assert (ended.status, ended.out) == (2, "")
    assert says in ended.err
    assert ended.err.startswith("threshold: ")


def test_every_mistake_in_the_environment_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("THRESHOLD_PORT", "many")
    monkeypatch.setenv("THRESHOLD_WORKERS", "0")
    ended = command("serve")
    assert ended.status == 2
    assert [line.split(":")[1].strip() for line in ended.err.splitlines()] == [
        "settings.port",
        "settings.workers",
    ]


def test_a_file_that_is_not_there_is_said_to_be_missing():
    ended = command("serve", "--config", "nowhere.toml")
    assert (ended.status, "nowhere.toml: cannot be read" in ended.err) == (2, True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_it_listens_elsewhere_only_with_tls_or_behind_a_proxy(host: str):
    ended = command("serve", "--host", host)
    assert (ended.status, ended.out) == (2, "")
    assert "set tls_certificate and tls_key, or behind_proxy" in ended.err
    assert shown("--host", host, "--behind-proxy")["host"] == host


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_it_listens_on_the_loopback_address_as_it_is(host: str):
    assert shown("--host", host)["host"] == host


def test_a_port_that_is_taken_is_said_to_be(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = program("serve", "--port", port, "--data", str(tmp_path / "data"))
    assert (ended.status, ended.out) == (2, "")
    assert f"settings.port: `{port}` cannot listen on 127.0.0.1: address already" in ended.err
    assert "Traceback" not in ended.err


def test_a_certificate_that_is_none_is_said_to_be(tmp_path: Path):
    pem = written(tmp_path, "not a certificate", "tls.pem")
    tls = ("--tls-certificate", pem, "--tls-key", pem)
    ended = command("serve", "--data", str(tmp_path / "data"), *tls)
    assert (ended.status, ended.out) == (2, "")
    assert "settings.tls_certificate: cannot be read with its key" in ended.err


def test_screening_a_case_loads_neither_the_web_nor_the_database():
    heavy = ["fastapi", "starlette", "uvicorn", "sqlalchemy", "alembic", "pydantic_settings"]
    code = (
        "import sys, json; from click.testing import CliRunner; from api.cli import main;"
        " done = CliRunner().invoke(main, ['screen', 'examples/thurrock-julia.toml']);"
        f" print(json.dumps([done.exit_code, [m for m in {heavy!r} if m in sys.modules]]))"
    )
    done = python(code)
    assert json.loads(done) == [0, []]


def python(code: str) -> str:
    """What a program prints, run in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-c", code]
    done = subprocess.run(
        run, capture_output=True, text=True, cwd=ROOT, env=env, timeout=HANG_TIMEOUT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
