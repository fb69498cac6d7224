"""Keys: made and shown once, stored as nothing but a hash, and no good once revoked or expired."""

from __future__ import annotations

import hmac
import json
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from api.credentials import as_key, new_key
from api.service.admission import TRUSTED_SECONDS, Admission
from api.service.rates import Rates
from api.service.settings import Settings
from api.store.database import opened
from api.store.keys import Keys, clock
from tests.doors.program import command, program
from tests.service.running import Running, made_key
from tests.waits import wait_until


def listed(data: Path) -> list[dict[str, str | None]]:
    """The keys in a folder, as JSON lists them."""
    told: list[dict[str, str | None]] = json.loads(keys("list", data, "--format", "json"))
    return told


def keys(name: str, data: Path, *args: str) -> str:
    """What a command on keys prints."""
    ended = command("keys", name, *args, "--data", str(data))
    assert ended.status == 0, ended.err
    return ended.out


def test_the_real_program_prints_the_key_alone_on_the_last_line(tmp_path: Path):
    made = ("--name", "council-cms", "--role", "system", "--data", str(tmp_path / "data"))
    ended = program("keys", "create", *made)
    assert ended.status == 0
    assert as_key(ended.out.splitlines()[-1]) is not None
    assert ended.out.count("thr_") == 1
    assert "thr_" not in ended.err
    assert "A key for council-cms of panel default, role system" in ended.err


def test_no_secret_is_kept_anywhere_in_the_folder(tmp_path: Path):
    text = made_key(tmp_path, "chair")
    key = as_key(text)
    assert key is not None
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert key.secret.encode() not in kept
    assert bytes.fromhex(key.secret) not in kept
    assert key.hashed().encode() in kept
    assert key.secret not in keys("list", tmp_path) + keys("list", tmp_path, "--format", "json")
    assert key.secret not in repr(key)


def test_the_folder_can_be_read_by_its_owner_alone(tmp_path: Path):
    made_key(tmp_path / "data", "chair")
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "threshold.sqlite3").stat().st_mode & 0o077 == 0


def test_keys_are_listed_with_whose_they_are_and_until_when(tmp_path: Path):
    made_key(tmp_path, "chair", "--panel", "Essex")
    made_key(tmp_path, "system", "--days", "30")
    first, second = sorted(listed(tmp_path), key=lambda one: str(one["role"]))
    assert (first["role"], first["panel"], first["expires"]) == ("chair", "Essex", None)
    assert (second["role"], second["panel"], second["revoked"]) == ("system", "default", None)
    assert second["expires"] is not None
    assert set(first) == {"id", "name", "role", "panel", "created", "expires", "revoked"}
    text = keys("list", tmp_path)
    assert all(str(one["id"]) in text for one in (first, second))


def test_no_keys_are_said_to_be_none(tmp_path: Path):
    assert "No keys yet" in keys("list", tmp_path)
    assert listed(tmp_path) == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--name", "a", "--role", "chiar"), "role: `chiar` is not a role (did you mean `chair`?)"),
        (("--name", "", "--role", "chair"), "name: `` is not a name"),
        (("--name", "a\nb", "--role", "chair"), "is not a name"),
        (("--name", "a", "--role", "chair", "--panel", "!"), "panel: `!` is not a panel"),
    ],
)
def test_a_mistake_in_a_key_is_said_and_no_key_is_made(
    args: tuple[str, ...], says: str, tmp_path: Path
):
    ended = command("keys", "create", *args, "--data", str(tmp_path))
    assert (ended.status, ended.out) == (2, "")
    assert says in ended.err
    assert listed(tmp_path) == []


def test_an_id_that_is_none_is_never_guessed_but_a_name_leads_to_its_id(tmp_path: Path):
    one = made_key(tmp_path, "chair").split("_")[1]
    other = made_key(tmp_path, "auditor").split("_")[1]
    name = {str(found["id"]): str(found["name"]) for found in listed(tmp_path)}[other]
    for said, told in (
        (one[:-2] + "zz", "is not the id of a key\n"),
        (name, f"is the name of a key, and its id is `{other}`\n"),
        (name[:-1], f"is not the id of a key (did you mean `{name}`?)\n"),
    ):
        ended = command("keys", "revoke", said, "--data", str(tmp_path))
        assert ended.status == 2
        assert ended.err == f"threshold: id: `{said}` {told}"
    assert [found["revoked"] for found in listed(tmp_path)] == [None, None]


def test_a_name_that_several_keys_have_leads_to_every_id_that_is_good(tmp_path: Path):
    every = [made_key(tmp_path, "chair").split("_")[1] for _ in range(3)]
    keys("revoke", tmp_path, every[0])
    name = str(listed(tmp_path)[0]["name"])
    ended = command("keys", "revoke", name, "--data", str(tmp_path))
    assert all((f"`{one}`" in ended.err) == (one != every[0]) for one in every)


def test_revoking_again_changes_nothing(tmp_path: Path):
    name = made_key(tmp_path, "chair").split("_")[1]
    assert keys("revoke", tmp_path, name) == keys("revoke", tmp_path, name)
    assert "revoked" in keys("list", tmp_path)


def test_a_running_server_forgets_a_revoked_key(server: Running, anybody: httpx.Client):
    text = made_key(server.data, "screener")
    shown = {"authorization": f"Bearer {text}"}
    assert anybody.get("/v1/facts", headers=shown).status_code == 200
    keys("revoke", server.data, text.split("_")[1])
    wait_until(lambda: anybody.get("/v1/facts", headers=shown).status_code == 401)


def test_a_key_is_looked_up_again_after_a_second(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    now = [1_000_000.0]
    monkeypatch.setattr("api.service.admission.time", SimpleNamespace(monotonic=lambda: now[0]))
    held = Keys(opened(tmp_path))
    key = held.create("a", "chair", "default")
    admission = Admission(held.held_by, Settings(), Rates())
    assert admission._held(key) is not None
    held.revoke(key.id)
    now[0] += TRUSTED_SECONDS - 0.01
    assert admission._held(key) is not None
    now[0] += 0.01
    found = admission._held(key)
    assert found is None or not found.holds(clock())


def test_a_running_server_knows_a_new_key_at_once(server: Running, anybody: httpx.Client):
    shown = {"authorization": f"bearer  {made_key(server.data, 'auditor')} "}
    assert anybody.get("/v1/facts", headers={k: v.strip() for k, v in shown.items()}).is_success


def test_a_secret_is_compared_in_constant_time_whoever_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    compared: list[tuple[str, str]] = []
    constant = hmac.compare_digest

    def spied(one: str, other: str) -> bool:
        compared.append((one, other))
        return constant(one, other)

    held = Keys(opened(tmp_path))
    key = held.create("a", "chair", "default")
    monkeypatch.setattr("api.credentials.hmac.compare_digest", spied)
    assert held.held_by(key) is not None
    assert held.held_by(type(key)(key.id, new_key().secret)) is None
    assert held.held_by(new_key()) is None
    assert len(compared) == 3
    assert [one == other for one, other in compared] == [True, False, False]
