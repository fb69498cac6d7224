"""What a release shipped can be read for ever: by its number or digest, and only when asked for."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from criteria.errors import RulesetError, UnknownEdition, UnknownVersion
from criteria.shelf import RELEASES, Shelf, is_current, shelf
from criteria.versions import compute_digest, read_releases, release_order, store_version
from engine.decide import decide, decide_under

RELEASED = {
    "lscb-2006": "6c9db8f7b80a16602cd8a1df904604fe58fcd5328117c16ccd916c95af676d00",
    "wt-2013": "d29c5bee4058029e923aeaf58b1482d8a25921c631a62c8a70eb0382f155a0db",
    "wt-2015": "b1ddc4fe9fc48714ae53b32163d8e970f8213404d9ed24398ee3bfaf6d75d9ed",
    "wt-2015-transitional": "eb3496e990001f754f9015949c7e9dde978fd8c50299f070f5a288940de01cb2",
    "wt-2018": "36c1739bc5996dc96feb983a4e472a90e94b18b5cc90ac005030a6f5e104acd7",
    "wt-2023": "3302d3a299a3343c55b9572f57399443b47ab4fc0afb0cf2bef333a887eee6f2",
}
"""What release 0.1.0 shipped, each as 1.1.0."""

CHANGED = {"title": "A title of later", "version": "9.0.0"}


@pytest.fixture
def later(tmp_path: Path) -> Shelf:
    """The shelf of a later release: an edition says something else, and another is gone."""
    folder = tmp_path / "rulesets"
    shutil.copytree(shelf().folder, folder)
    file = folder / "wt-2018" / "ruleset.toml"
    told = file.read_text("utf-8")
    for name, value in CHANGED.items():
        was = tomllib.loads(told)[name]
        told = told.replace(f'"{was}"', f'"{value}"', 1)
    file.write_text(told, "utf-8")
    return Shelf(folder)


@pytest.mark.parametrize("edition", RELEASED)
def test_what_a_release_shipped_is_found_by_number_and_by_digest(edition: str):
    digest = RELEASED[edition]
    for wanted in ("1.1.0", digest):
        found = shelf().version(edition, wanted)
        assert (found.digest, found.ruleset.version) == (digest, "1.1.0")


@pytest.mark.parametrize("version", list(read_releases(shelf().folder / RELEASES)))
def test_every_stored_version_can_be_read_and_decided_under(version):
    volume = version.load()
    assert compute_digest(version.ruleset, version.facts) == version.digest == volume.digest
    assert decide_under(volume, {}).ruleset.digest == version.digest


def test_a_number_of_an_edition_names_one_digest():
    found = [one for edition in shelf().timeline.editions for one in shelf().list_versions(edition)]
    assert len({(one.edition, one.number) for one in found}) == len(found), (
        "a ruleset or the facts changed: give each changed ruleset a new version"
    )


def test_the_release_of_this_tree_is_stored():
    release = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"]
    stored = [file.name for file in (shelf().folder / RELEASES).iterdir()]
    assert f"{release}.json.xz" in stored, "run `make freeze`"


def test_the_releases_of_a_shelf_are_read_only_when_a_version_is_asked_for(later: Shelf):
    (later.folder / RELEASES / "0.1.0.json.xz").write_bytes(b"nothing that can be read")
    assert later.volume("wt-2018").ruleset.title == CHANGED["title"]
    with pytest.raises(RulesetError, match=r"0\.1\.0\.json\.xz: cannot be read"):
        later.version("wt-2018", "1.1.0")


def test_a_later_shelf_still_has_what_was_shipped_before(later: Shelf):
    assert [(one.number, one.release) for one in later.list_versions("wt-2018")] == [
        ("9.0.0", None),
        ("1.2.0", "0.9.0"),
        ("1.1.0", "0.1.0"),
    ]
    before = later.version("wt-2018", RELEASED["wt-2018"])
    assert before.ruleset == shelf().version("wt-2018", "1.1.0").ruleset
    assert later.version("wt-2018", "9.0.0") == later.volume("wt-2018")


def test_a_release_stores_what_no_other_release_did(later: Shelf):
    stored = later.store_release("0.10.0")
    found = [one for one in read_releases(stored.parent) if one.release == "0.10.0"]
    assert [(one.edition, one.number) for one in found] == [("wt-2018", "9.0.0")]
    first = stored.read_bytes()
    assert Shelf(later.folder).store_release("0.10.0").read_bytes() == first


def test_releases_stand_in_the_order_of_their_numbers():
    names = ["1.0.0", "0.2.0", "0.10.0"]
    found = sorted(names, key=lambda one: release_order(Path(f"{one}.json.xz")))
    assert found == ["0.2.0", "0.10.0", "1.0.0"]


def test_what_is_stored_is_the_ruleset_itself():
    for edition in shelf().timeline.editions:
        volume = shelf().volume(edition)
        stored = store_version(volume)
        assert stored.digest == volume.digest
        assert stored.load().ruleset == volume.ruleset


def test_a_version_that_nobody_knows_is_refused_with_those_there_are():
    with pytest.raises(
        UnknownVersion, match=r"`1\.1` is not a version of wt-2018; it has .*1\.1\.0"
    ):
        shelf().version("wt-2018", "1.1")
    with pytest.raises(UnknownEdition, match=r"`wt-2081` is not an edition"):
        shelf().version("wt-2081", "1.1.0")


def test_a_version_is_found_by_the_beginning_of_its_digest():
    digest = RELEASED["wt-2018"]
    for wanted in (digest[:8], digest[:16].upper()):
        assert shelf().version("wt-2018", wanted).digest == digest
    with pytest.raises(UnknownVersion):
        shelf().version("wt-2018", digest[:7])


def test_a_release_that_is_stored_is_never_written_over(later: Shelf):
    with pytest.raises(RulesetError, match=r"release 0\.1\.0 is stored with other rules"):
        later.store_release("0.1.0")
    with pytest.raises(RulesetError, match=r"`0\.2\.0\.dev1` is not the number of a release"):
        later.store_release("0.2.0.dev1")


def test_a_file_that_is_of_no_release_is_passed_over(later: Shelf):
    for name in ("0.2.0rc1.json.xz", "0.1.0 (copy).json.xz"):
        (later.folder / RELEASES / name).write_bytes(b"nothing")
    assert later.version("wt-2018", RELEASED["wt-2018"]).ruleset.version == "1.1.0"


def test_the_duty_that_tells_a_date_is_stored_though_no_digest_covers_it():
    for version in read_releases(shelf().folder / RELEASES):
        assert version.load().vocabulary.dates["notified_panel"].told_of == "notify-panel"


def test_only_the_rules_of_today_are_current(later: Shelf):
    volume = later.volume("wt-2018")
    assert not is_current(volume)
    assert is_current(shelf().volume("wt-2018"))


def test_deciding_under_a_version_of_the_shelf_is_deciding():
    facts = {"age_group": "under_16", "outcome": "died", "abuse_or_neglect": "known"}
    dates = {"decision": "2019-11-04", "authority_aware": "2019-11-01"}
    more = {"dates": dates, "what_if": True}
    volume = shelf().volume("wt-2018")
    assert decide_under(volume, facts, **more) == decide("wt-2018", facts, **more)
