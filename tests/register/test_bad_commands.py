"""`threshold register` used badly or where something is broken: a message, and no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.program import command
from tests.register.at_a_shell import edited, run, told
from tests.register.places import Place


@pytest.mark.parametrize(
    "line",
    [
        "verify no-such-file",
        "verify --head no-such-file",
        "head --panel nroth",
        "export --panel nroth",
        "replay --panel nroth",
        "replay --edition wt-2019",
        "erase 2026-1 --panel nroth --reason old",
        "erase",
        "restore",
        "backup",
        "keep",
        "nothing",
    ],
)
def test_bad_usage_ends_with_2_and_a_message(here: Place, line: str):
    ended = run(*line.split())
    assert ended.status == 2
    assert ended.err
    if "nroth" in line:
        assert "did you mean `north`?" in ended.err
    assert told(run("verify")) == "3 entries: whole\n"


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"head": 1}', b"{\n"])
def test_what_is_no_head_and_no_export_is_refused(here: Place, tmp_path: Path, content: bytes):
    file = tmp_path / "file"
    file.write_bytes(content)
    told(run("verify", "--head", str(file)), 2)
    told(run("verify", str(file)), 2)


@pytest.mark.parametrize("name", ["verify", "head", "export", "replay", "due", "rotate"])
def test_a_folder_without_a_register_is_refused_and_none_is_made(tmp_path: Path, name: str):
    ended = run(name, "--data", str(tmp_path / "nowhere"))
    assert "there is no register in" in told(ended, 2)
    assert not (tmp_path / "nowhere").exists()


def test_no_link_is_made_where_there_is_no_register(tmp_path: Path):
    nowhere = tmp_path / "nowhere"
    said = told(command("sign-in-link", "--data", str(nowhere)), 2)
    assert "there is no register in" in said
    assert not nowhere.exists()


def test_no_link_is_made_for_a_program(here: Place):
    said = told(command("sign-in-link", "--role", "system"), 2)
    assert "role: `system` is the role of a program: it holds a key, and signs in nowhere" in said
    assert "/sign-in/link?link=" in told(command("sign-in-link", "--role", "auditor"))


def test_a_database_that_is_broken_is_told(tmp_path: Path):
    place = Place(tmp_path / "data")
    with place.open() as kept:
        for n in range(40):
            kept.add("2026-1", f"word {n}" * 50)
    file = tmp_path / "data" / "threshold.sqlite3"
    stored = bytearray(file.read_bytes())
    for at in range(4096 * 3, len(stored)):
        stored[at] ^= 0xA5
    file.write_bytes(stored)
    ended = run("verify", "--data", str(place.folder))
    assert ended.status in (1, 2)
    assert "database" in ended.err or "BROKEN" in ended.out
    assert "Traceback" not in ended.err


def test_a_password_is_in_no_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("THRESHOLD_DATABASE", "postgresql+psycopg://me:hunter2@127.0.0.1:1/x")
    ended = run("verify", "--data", str(tmp_path))
    assert "hunter2" not in told(ended, 2)
    monkeypatch.setenv("THRESHOLD_DATABASE", "mysql://me:hunter2@127.0.0.1:1/x")
    assert "hunter2" not in told(run("verify", "--data", str(tmp_path)), 2)
    monkeypatch.setenv("THRESHOLD_DATABASE", "no url with hunter2 in it")
    assert "hunter2" not in told(run("verify", "--data", str(tmp_path)), 2)
    monkeypatch.setenv("THRESHOLD_DATABASE", "postgresql+psycopg://me:hunter2@127.0.0.1:1/x")
    shown = command("serve", "--show-settings")
    assert "hunter2" not in told(shown)
    assert "127.0.0.1:1/x" in shown.out


def test_a_text_that_does_not_open_is_told_and_is_no_traceback(here: Place):
    edited(here, "UPDATE entries SET content = '\\x00' WHERE panel = 'default' AND seq = 1")
    assert "its content was changed" in told(run("verify"), 1)
    assert "cannot be opened" in told(run("replay"), 1)
    assert "1 could not be decided again" in told(run("replay"), 1)


def test_a_screening_whose_case_was_taken_away_is_told_and_is_no_erasure(here: Place):
    edited(here, "DELETE FROM cases WHERE panel = 'default'")
    assert "its case is not there" in told(run("replay"), 1)


@pytest.mark.parametrize("command_line", ["backup {}", "export --output {}"])
def test_no_file_that_is_there_is_written_over(here: Place, command_line: str):
    for name in ("master.key", *(["threshold.sqlite3"] if here.url is None else [])):
        file = here.folder / name
        before = file.read_bytes()
        said = told(run(*command_line.format(file).split()), 2)
        assert "is there already: name a new file" in said
        assert file.read_bytes() == before
    assert told(run("verify")) == "3 entries: whole\n"
    assert told(run("readings")) == ""


@pytest.mark.parametrize("command_line", ["backup {}/none/x", "export --output {}/none/x"])
def test_a_file_that_cannot_be_written_is_told_and_is_no_traceback(
    here: Place, tmp_path: Path, command_line: str
):
    said = told(run(*command_line.format(tmp_path).split()), 2)
    assert "cannot be used: no such file or directory" in said
    assert str(tmp_path / "none" / "x") in said
