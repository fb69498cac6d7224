"""`threshold register` at a shell: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.credentials import as_key
from api.store.keys import Keys
from criteria.shelf import shelf
from criteria.versions import Volume
from tests.doors.program import command
from tests.register.at_a_shell import edited, run, told
from tests.register.covering import recounted
from tests.register.places import CHAIR, Place


def test_verify_says_that_all_is_whole_or_names_the_entry(here: Place):
    assert told(run("verify")) == "3 entries: whole\n"
    edited(here, "UPDATE entries SET name = 'nobody' WHERE reference = '2026-2'")
    assert (
        told(run("verify"), 1)
        == "BROKEN panel north, entry 1: was changed\n3 entries: 1 findings\n"
    )


def test_verify_holds_a_register_to_every_head_that_was_kept(here: Place, tmp_path: Path):
    heads = tmp_path / "heads"
    heads.write_text(told(run("head")))
    assert len(heads.read_text().splitlines()) == 2
    assert told(run("verify", "--head", str(heads))) == "3 entries: whole\n"
    edited(here, "DELETE FROM entries WHERE panel = 'default' AND seq = 2")
    assert "BROKEN panel default: case `2026-1`: has 1 entries" in told(run("verify"), 1)
    with here.open() as kept:
        recounted(kept)
    assert told(run("verify")) == "2 entries: whole\n"
    found = told(run("verify", "--head", str(heads)), 1)
    assert "BROKEN panel default, entry 2: is missing" in found
    edited(here, "DELETE FROM entries WHERE panel = 'north'")
    assert "BROKEN panel north, entry 1: is missing" in told(run("verify", "--head", str(heads)), 1)


def test_verify_refuses_a_head_that_somebody_else_signed(here: Place, tmp_path: Path):
    theirs = Place(tmp_path / "theirs")
    with theirs.open() as kept, here.open() as ours:
        head = ours.register.head("north")
        assert head is not None
        line = json.dumps(
            {
                **json.loads(told(run("head", "--panel", "north"))),
                "signature": kept.register.signer.sign(head.head).signature,
            }
        )
    (tmp_path / "head").write_text(line)
    found = told(run("verify", "--head", str(tmp_path / "head")), 1)
    assert "BROKEN panel north, entry 1: the head is not signed with this key" in found


def test_an_export_is_verified_on_another_machine(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, key = tmp_path / "lines", json.loads(told(run("head")).splitlines()[0])["key"]
    told(run("export", "--output", str(file)))
    assert file.read_text() == told(run("export"))
    for name in here.env:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    ended = run("verify", str(file), "--key", key)
    assert (told(ended), ended.err) == ("3 entries: whole\n", "")
    assert "note: without --key" in run("verify", str(file)).err
    assert not (tmp_path / "threshold-data").exists()
    file.write_text(file.read_text().replace('"advice"', '"reply"', 1))
    assert "was changed" in told(run("verify", str(file)), 1)
    assert "not signed" in told(run("verify", str(file), "--key", "00" * 32), 1)


def test_an_export_of_one_panel_is_of_that_panel(here: Place):
    lines = [json.loads(line) for line in told(run("export", "--panel", "north")).splitlines()]
    assert lines[0]["signed_head"]["head"]["panel"] == "north"
    assert [one["entry"]["panel"] for one in lines[1:]] == ["north"]


def test_replay_decides_again_and_says_what_differs(here: Place):
    volume = shelf().volume("wt-2018")
    version = f"wt-2018 {volume.ruleset.version} ({volume.digest[:16]})"
    assert told(run("replay")) == (f"under {version}: 1\n1 screenings decided again: none differ\n")
    printed = told(run("replay", "--edition", "wt-2013"))
    assert "default 2026-1 entry 1: undetermined, now" in printed
    assert "1 screenings decided again: none differ" in printed
    assert told(run("replay", "--panel", "north")).startswith("0 screenings")


def test_replay_finds_a_screening_that_is_decided_otherwise(
    here: Place, monkeypatch: pytest.MonkeyPatch
):
    from api.register import replayed

    real = replayed.decide_again

    def otherwise(volume: Volume, said: dict[str, object]) -> object:
        said["decision"]["facts"]["outcome"] = "harmed"  # type: ignore[index]
        return real(volume, said)

    monkeypatch.setattr(replayed, "decide_again", otherwise)
    found = told(run("replay"), 1)
    assert "default 2026-1 entry 1: undetermined, now undetermined: differs in" in found
    assert "determinations" in found


def test_readings_are_told_at_a_shell(here: Place):
    assert told(run("readings")) == ""
    assert told(run("verify")) == "3 entries: whole\n"
    assert told(run("readings")) == ""
    with here.open() as kept:
        kept.register.library.history("default", "2026-1", CHAIR)
        kept.register.library.history("north", "2026-2", CHAIR)
    printed = told(run("readings")).splitlines()
    assert [line.split(" ", 1)[1] for line in printed] == [
        "default 2026-1 chair 0123456789abcdef a chair",
        "north 2026-2 chair 0123456789abcdef a chair",
    ]
    assert told(run("readings", "--panel", "north")).splitlines() == printed[1:]
    assert told(run("readings", "--reference", "2026-1")).splitlines() == printed[:1]
    assert "did you mean `north`?" in told(run("readings", "--panel", "nroth"), 2)


def test_replay_leaves_out_what_was_erased(here: Place):
    told(run("erase", "2026-1", "--reason", "its time"))
    assert told(run("replay")) == "0 screenings decided again: none differ\n"


def test_a_case_is_erased_once_and_only_with_a_reason(here: Place):
    assert "--reason" in told(run("erase", "2026-1"), 2)
    assert "is not a reason" in told(run("erase", "2026-1", "--reason", " "), 2)
    assert told(run("erase", "2026-1", "--reason", "old")) == (
        "2026-1 erased: entry 3 of the case says so\n"
    )
    assert "was erased already" in told(run("erase", "2026-1", "--reason", "old"), 2)
    assert "is not a case here" in told(run("erase", "2026-2", "--reason", "old"), 2)
    told(run("erase", "2026-2", "--panel", "north", "--reason", "old"))
    assert told(run("verify")) == "5 entries: whole\n"


def test_a_case_is_kept_for_as_long_as_its_panel_says(here: Place):
    assert told(run("due")) == ""
    assert "keeps a case for 30 days" in told(run("keep", "--panel", "north", "--days", "30"))
    assert told(run("due")) == ""
    edited(here, "UPDATE cases SET changed = '2020-01-01T00:00:00.000Z'")
    assert told(run("due")) == "north 2026-2 last entry 2020-01-01T00:00:00.000Z\n"
    for days in ("0", "-1", "x", "40000"):
        told(run("keep", "--days", days), 2)


def test_a_register_is_backed_up_and_restored(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, other = tmp_path / "copy", tmp_path / "other"
    assert "rows backed up" in told(run("backup", str(file)))
    assert "is there already" in told(run("backup", str(file)), 2)
    assert "has something in it" in told(run("restore", str(file)), 2)
    told(run("erase", "2026-1", "--reason", "old"))
    monkeypatch.delenv("THRESHOLD_DATABASE", raising=False)
    assert "put the one it was made with" in told(
        run("restore", str(file), "--data", str(other)), 2
    )
    assert not other.exists()
    other.mkdir()
    for one in ("master.key", "signing.key", "erasures.jsonl"):
        (other / one).write_bytes((here.folder / one).read_bytes())
    printed = told(run("restore", str(file), "--data", str(other)))
    assert "rows restored, 1 erased again" in printed
    assert told(run("verify", "--data", str(other))) == "4 entries: whole\n"
    assert "is not there" in told(run("restore", str(tmp_path / "no"), "--data", str(other)), 2)


def test_keys_are_rotated(here: Place):
    assert told(run("rotate")) == "2 keys wrapped with a new master key\n"
    master = here.folder / "master.key"
    master.write_text(master.read_text().splitlines()[0])
    assert "1 screenings decided again" in told(run("replay"))
    with here.open() as kept:
        _, entries = kept.register.library.history("default", "2026-1", CHAIR)
        assert entries[1]["content"] == "word"


def test_a_key_is_made_where_the_service_looks_for_it(here: Place):
    made = command("keys", "create", "--name", "council-cms", "--role", "system")
    key = as_key(made.out.splitlines()[-1])
    assert key is not None
    with here.open() as kept:
        held = Keys(kept.engine).held_by(key)
    assert held is not None
    assert held.name == "council-cms"
    assert key.id in command("keys", "list").out
    assert "revoked" in command("keys", "revoke", key.id).out
