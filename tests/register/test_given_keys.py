"""Master keys that the environment has: they open what they sealed, and are shown nowhere."""

from __future__ import annotations

import json

import pytest

from api.register.sealing import new_key
from api.service.settings import Settings, as_environment, settings_from, shown
from criteria.errors import InputError
from tests.doors.program import command
from tests.register.asking import recorded
from tests.register.at_a_shell import run, told
from tests.register.bodies import CONTENTS, body, reference, screening
from tests.register.places import Place
from tests.register.serving import serving

NAME = "THRESHOLD_MASTER_KEYS"


@pytest.fixture
def given(place: Place, monkeypatch: pytest.MonkeyPatch) -> str:
    """A master key that the environment has, beside where the register is."""
    for name, value in {**place.env, NAME: (key := new_key())}.items():
        monkeypatch.setenv(name, value)
    return key


def test_a_service_seals_with_keys_from_the_environment_and_makes_no_file(
    place: Place, given: str, monkeypatch: pytest.MonkeyPatch
):
    case = reference()
    with serving(place, "--workers", "2") as server, server.client("chair") as chair:
        recorded(chair, screening(case))
        recorded(chair, body("advice", case))
        read = chair.get(f"/v1/records/{case}").json()["entries"]
        assert read[1]["content"] == CONTENTS["advice"]
        assert given not in server.logged()
    assert not (place.folder / "master.key").exists()
    assert told(run("verify", "--open")) == "2 entries: whole\n"
    monkeypatch.setenv(NAME, new_key())
    assert "does not open" in told(run("verify", "--open"), 1)
    monkeypatch.delenv(NAME)
    assert "is not there" in told(run("verify", "--open"), 2)


def test_rotation_says_what_to_do_and_wraps_with_the_first(
    place: Place, given: str, monkeypatch: pytest.MonkeyPatch
):
    with place.open(keys=given) as kept:
        kept.add("2026-1", "word")
    printed = told(run("rotate"))
    assert printed.startswith("1 keys wrapped with the first of THRESHOLD_MASTER_KEYS")
    assert "before the others there, start the\nservice again, run this again" in printed
    newest = told(run("new-master-key")).strip()
    monkeypatch.setenv(NAME, f"{newest} {given}")
    assert told(run("verify", "--open")) == "1 entries: whole\n"
    told(run("rotate"))
    monkeypatch.setenv(NAME, newest)
    assert told(run("verify", "--open")) == "1 entries: whole\n"
    monkeypatch.setenv(NAME, given)
    assert "does not open" in told(run("verify", "--open"), 1)
    assert not (place.folder / "master.key").exists()


def test_they_are_shown_nowhere(given: str):
    settings = settings_from(None, {})
    assert settings.given_keys == given
    assert given not in shown(settings) + repr(settings) + str(settings)
    assert given not in json.dumps(settings.model_dump(mode="json"))
    ended = command("serve", "--show-settings")
    assert given not in ended.out + ended.err
    assert 'master_keys = "***"' in ended.out
    assert as_environment(settings)[NAME] == given


@pytest.mark.parametrize("text", ["", " ", "no key", f"{'A' * 43}= x"], ids=repr)
def test_what_are_no_master_keys_are_refused_and_not_repeated(
    place: Place, monkeypatch: pytest.MonkeyPatch, text: str
):
    with place.open():
        pass
    for name, value in {**place.env, NAME: text}.items():
        monkeypatch.setenv(name, value)
    found = told(run("verify"), 2)
    assert "master key" in found
    assert not text.strip() or text not in found


def test_a_file_and_the_environment_together_are_refused(given: str):
    with pytest.raises(InputError, match="not set together") as refusal:
        settings_from(None, {"master_key": "keys"})
    assert given not in str(refusal.value)
    assert Settings.model_fields["master_keys"].default is None
