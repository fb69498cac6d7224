"""Restoring at a shell: what is refused leaves nothing behind, and what is not honoured is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.register.working import Working
from tests.doors.program import command
from tests.register.at_a_shell import run, told
from tests.register.places import Place


@pytest.fixture
def copy(here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A back-up of a register, from which a case was erased since."""
    told(run("backup", str(tmp_path / "copy")))
    told(run("erase", "2026-1", "--reason", "old"))
    monkeypatch.delenv("THRESHOLD_DATABASE", raising=False)
    return tmp_path / "copy"


def with_files(here: Place, folder: Path, *names: str) -> Path:
    """A new data folder with some files of the one that was backed up."""
    other = folder / "other"
    other.mkdir()
    for one in names:
        (other / one).write_bytes((here.folder / one).read_bytes())
    return other


def test_a_refused_restore_leaves_nothing_and_the_next_one_works(
    here: Place, copy: Path, tmp_path: Path
):
    other = tmp_path / "other"
    for file in (copy, tmp_path / "no", here.folder / "master.key"):
        told(run("restore", str(file), "--data", str(other)), 2)
        assert not other.exists()
    other.mkdir()
    (other / "master.key").write_text("A" * 43 + "=")
    assert "put the one it was made with" in told(
        run("restore", str(copy), "--data", str(other)), 2
    )
    assert [one.name for one in other.iterdir()] == ["master.key"]
    for one in ("master.key", "signing.key", "erasures.jsonl"):
        (other / one).write_bytes((here.folder / one).read_bytes())
    ended = run("restore", str(copy), "--data", str(other))
    assert "1 erased again" in told(ended)
    assert ended.err == ""


def test_a_restore_without_the_list_of_erasures_says_so(here: Place, copy: Path, tmp_path: Path):
    other = with_files(here, tmp_path, "master.key", "signing.key")
    ended = run("restore", str(copy), "--data", str(other))
    assert "0 erased again" in told(ended)
    assert "threshold: warning: erasures.jsonl is not in" in ended.err


def test_a_list_of_erasures_with_a_torn_line_is_refused_before_anything_is_made(
    here: Place, copy: Path, tmp_path: Path
):
    other = with_files(here, tmp_path, "master.key", "signing.key", "erasures.jsonl")
    whole = (other / "erasures.jsonl").read_text()
    for torn in ('{"panel":"default"', '{"panel": 1, "reference": 2, "reason": 3}'):
        (other / "erasures.jsonl").write_text(f"{whole}\n{torn}\n")
        refused = told(run("restore", str(copy), "--data", str(other)), 2)
        assert "names no erasure: mend it or take it out" in refused
        assert not (other / "threshold.sqlite3").exists()
    (other / "erasures.jsonl").write_text(whole)
    assert "1 erased again" in told(run("restore", str(copy), "--data", str(other)))


def test_a_restore_without_the_key_that_signed_the_heads_says_so(
    here: Place, copy: Path, tmp_path: Path
):
    other = with_files(here, tmp_path, "master.key", "erasures.jsonl")
    ended = run("restore", str(copy), "--data", str(other))
    assert "1 erased again" in told(ended)
    assert "threshold: warning: signing.key was not in" in ended.err


def test_a_panel_that_is_nowhere_is_not_kept_for(here: Place):
    found = told(run("keep", "--panel", "nroth", "--days", "30"), 2)
    assert "`nroth` is no panel here" in found
    assert "did you mean `north`?" in found


def test_a_case_is_erased_in_a_panel_where_it_was_only_begun(here: Place):
    with here.open() as kept:
        kept.register.working.begin(Working("south", "2026-3"))
    assert "did you mean `south`?" in told(
        run("erase", "2026-3", "--panel", "suoth", "--reason", "old"), 2
    )
    told(run("keep", "--panel", "south", "--days", "30"))
    told(run("erase", "2026-3", "--panel", "south", "--reason", "old"))


def test_who_is_at_the_shell_and_reads_every_case_is_logged(here: Place):
    told(run("verify"))
    assert told(run("readings")) == ""
    for line in (("verify", "--open"), ("replay",), ("export",)):
        told(run(*line))
    told(run("replay", "--panel", "north"))
    lines = [line.split(" ", 1)[1] for line in told(run("readings")).splitlines()]
    assert lines == ["default * admin  operator"] * 3 + ["north * admin  operator"] * 4


def test_commands_find_what_the_file_of_settings_names(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said = [f'data = "{here.folder}"', *([f'database = "{here.url}"'] if here.url else [])]
    (tmp_path / "settings.toml").write_text("\n".join(said))
    for name in here.env:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    assert "there is no register in `threshold-data`" in told(run("verify"), 2)
    monkeypatch.setenv("THRESHOLD_CONFIG", str(tmp_path / "settings.toml"))
    assert told(run("verify")) == "3 entries: whole\n"
    made = command("keys", "create", "--name", "cms", "--role", "system")
    assert made.status == 0
    told(run("erase", "2026-1", "--reason", "old"))
    assert "2026-1" in (here.folder / "erasures.jsonl").read_text()
    assert not (tmp_path / "threshold-data").exists()
    if here.url is None:  # what is given comes first
        told(run("verify", "--data", str(tmp_path / "x")), 2)
    (tmp_path / "settings.toml").write_text("dtaa = 1")
    assert "did you mean `data`?" in told(run("verify"), 2)
