"""What was recorded is read as it was recorded, whatever a later release does to the rules."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from api.store.database import FILE
from criteria.shelf import RELEASES, shelf
from tests.pack.read_back import flat, from_docx
from tests.pages.visiting import Visitor, text_of, visiting
from tests.register.upgrades import CHANGES, build_release, run_release, serving_release
from tests.service.running import UNHURRIED, certified, running

pytestmark = pytest.mark.long

EVERYTHING = {
    "outcome": "died",
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "place_of_incident": "this_area",
    "looked_after": "yes",
}
WEIGHED = {"educated_otherwise": "yes", "improvements_needed": "yes", "recurrent_themes": "no"}
UNBORN = {**EVERYTHING, "age_group": "unborn"}
DECIDED = {
    "decides": "no_duty_to_refer",
    "on": "2019-11-06",
    "reasons": {"code": "other", "words": "words of the chair"},
}
NOTICES = ({"notice": "tell-partners", "to": "the police", "on": "2019-11-07"},
           {"notice": "notify-panel", "to": "the Panel", "on": "2019-11-08"})  # fmt: skip
FORMS = ("json", "html", "md", "docx", "pdf")


@dataclass
class Recorded:
    """A data folder with cases in it, and everything that was read of them at the time."""

    data: Path
    references: dict[str, str]
    read: dict[str, str]


def record_cases(visitor: Visitor, server: Any) -> dict[str, str]:
    """Cases in several states: decided, judged, under two editions, and only begun."""
    decided = visitor.begin("2019-11-04", incident="INC-9")
    visitor.answer(decided, **EVERYTHING, **WEIGHED)
    visitor.send_from(visitor.get(f"/cases/{decided}/decision"), f"/cases/{decided}/record")
    judged = visitor.begin("2019-11-05")
    visitor.answer(judged, **UNBORN)
    visitor.send_from(visitor.get(f"/cases/{judged}/decision"), f"/cases/{judged}/record")
    both = visitor.begin("2018-09-01")
    visitor.answer(both, **EVERYTHING)
    for edition in ("wt-2015-transitional", "wt-2018"):
        page = visitor.get(f"/cases/{both}/decision")
        visitor.send_from(page, f"/cases/{both}/record", edition=edition)
    begun = visitor.begin("2019-11-07")
    visitor.answer(begun, **EVERYTHING, **WEIGHED)
    with server.client("chair") as chair:
        judgement = {"criterion": "child", "judgement": "met", "reasons": "words on unborn"}
        add(chair, judged, "judgement", judgement)
        dates = {"decision": "2019-11-05"}
        add(chair, judged, "screening", {"edition": "wt-2018", "facts": UNBORN, "dates": dates})
        add(chair, judged, "notice", NOTICES[1])
        add(chair, decided, "decision", DECIDED)
        for one in NOTICES:
            add(chair, decided, "notice", one)
    return {"decided": decided, "judged": judged, "both": both, "begun": begun}


def add(chair: Any, reference: str, kind: str, content: dict[str, Any]) -> None:
    """Record an entry."""
    body = {"reference": reference, "kind": kind, "content": content}
    reply = chair.post("/v1/records", json=body)
    assert reply.status_code == 201, reply.text


def read_everything(visitor: Visitor, references: dict[str, str]) -> dict[str, str]:
    """Every page, document and list that shows what was recorded, as text."""
    found = {}
    for path in ("/cases?state=all", "/cases.ics", f"/agenda?format=json&{asked(references)}"):
        found[path.partition("?")[0]] = show(visitor, path)
    for name in ("decided", "judged", "both"):
        at = f"/cases/{references[name]}"
        found[f"{name} decision"] = show(visitor, f"{at}/decision")
        picture = re.search(rf"{at}/tree\.svg\?[^\"]+", visitor.seen[-1].text)
        assert picture is not None
        found[f"{name} history"] = show(visitor, f"{at}/history")
        for form in FORMS:
            found[f"{name} {form}"] = show(visitor, f"{at}/pack?format={form}")
        found[f"{name} tree"] = show(visitor, picture[0].replace("&amp;", "&"))
    return found


def asked(references: dict[str, str]) -> str:
    """The cases that an agenda is asked for: those with an answer."""
    return f"references={','.join(references[name] for name in ('decided', 'judged', 'both'))}"


def show(visitor: Visitor, path: str) -> str:
    """What a page or a document says."""
    reply = visitor.get(path)
    assert reply.status_code == 200, (path, text_of(reply))
    kind = reply.headers["content-type"].partition(";")[0]
    if kind == "text/html" and "<main" in reply.text:
        return text_of(reply)
    if kind.endswith("wordprocessingml.document"):
        return from_docx(BytesIO(reply.content).read())
    return "a document" if kind == "application/pdf" else reply.text


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Cases recorded under the release of today."""
    data = certified(tmp_path_factory.mktemp("recorded") / "data")
    with running(data, **UNHURRIED) as server, visiting(server) as visitor:
        references = record_cases(visitor, server)
        return Recorded(data, references, read_everything(visitor, references))


@pytest.fixture(scope="module", params=CHANGES)
def later(
    request: pytest.FixtureRequest, recorded: Recorded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Path]]:
    """A later release, and a copy of the data folder for it."""
    folder = tmp_path_factory.mktemp(request.param)
    tree = build_release(folder / "tree", CHANGES[request.param])
    shutil.copytree(recorded.data, folder / "data")
    return tree, folder / "data"


NUMBER = shelf().volume("wt-2018").ruleset.version
OF_TODAY = (
    r"(Decision of|Screened under|The edition was named)[^<\"]*",
    rf" The rules have changed: version {NUMBER} then, version 9\.0\.0 now\.",
    r" For this decision date, [^.]* now applies\.",
    r"DTSTAMP:\w+",
)
"""What each release says by itself: why an edition applies, what changed, and when."""


def compared(told: str) -> str:
    """What is said of a case, but for what each release says by itself."""
    for pattern in OF_TODAY:
        told = re.sub(pattern, "", told)
    return told


CHANGED = f"The rules have changed: version {NUMBER} then|Safeguard Children 2018, .* now applies"
SAME = ("/cases", "/cases.ics", "/agenda", "history", "json", "html", "md", "docx", "pdf", "tree")


def test_everything_reads_as_it_was_recorded(later: tuple[Path, Path], recorded: Recorded):
    tree, data = later
    with serving_release(tree, data) as server, visiting(server) as visitor:
        read = read_everything(visitor, recorded.references)
        for name in read:
            if name.rpartition(" ")[2] in SAME:
                assert compared(read[name]) == compared(recorded.read[name]), name
            else:
                assert re.search(CHANGED, read[name]), name
        works_on(visitor, recorded.references)
    verified = run_release(tree, "register", "verify", "--open", "--data", str(data))
    assert (verified.returncode, verified.stdout.strip()[-5:]) == (0, "whole")
    replayed = run_release(tree, "register", "replay", "--data", str(data))
    assert replayed.returncode == 0, replayed.stdout
    assert re.search(
        rf"^under wt-2018 {NUMBER} \([0-9a-f]{{16}}\): 4$", replayed.stdout, re.MULTILINE
    )


def works_on(visitor: Visitor, references: dict[str, str]) -> None:
    """The rules of today can be seen beside what was recorded, and every case worked on."""
    for reference in references.values():
        for page in ("answers", "all-questions", "questions", "dates", "decision?rules=current"):
            reply = visitor.get(f"/cases/{reference}/{page}")
            assert reply.status_code == 200, (page, text_of(reply))
    json.loads(visitor.get("/agenda?format=json").text)


def forget_releases(tree: Path, data: Path) -> None:
    """Take away what earlier releases shipped: the register still has what it met."""
    shutil.rmtree(tree / "rulesets" / RELEASES)


@contextmanager
def editing(data: Path) -> Iterator[Connection]:
    """The database of a data folder, to be changed behind the register's back."""
    engine = create_engine(f"sqlite:///{data / FILE}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def forget_rules(tree: Path, data: Path) -> None:
    """Take away the rules of earlier releases, and those that the register kept."""
    forget_releases(tree, data)
    with editing(data) as connection:
        assert connection.execute(text("DELETE FROM rulesets")).rowcount == 2


@pytest.fixture
def rewritten(recorded: Recorded, tmp_path: Path) -> tuple[Path, Path]:
    """A later release whose rules were rewritten, and a copy of the data folder for it."""
    shutil.copytree(recorded.data, tmp_path / "data")
    return build_release(tmp_path / "tree", CHANGES["rename"]), tmp_path / "data"


def test_what_the_shelf_lost_the_register_still_has(
    rewritten: tuple[Path, Path], recorded: Recorded
):
    tree, data = rewritten
    forget_releases(tree, data)
    with serving_release(tree, data) as server, visiting(server) as visitor:
        read = read_everything(visitor, recorded.references)
    for name in read:
        if name.rpartition(" ")[2] in SAME:
            assert compared(read[name]) == compared(recorded.read[name]), name
    assert run_release(tree, "register", "replay", "--data", str(data)).returncode == 0


def test_where_nobody_has_the_rules_it_is_said_and_nothing_fails(
    rewritten: tuple[Path, Path], recorded: Recorded
):
    tree, data = rewritten
    forget_rules(tree, data)
    with serving_release(tree, data) as server, visiting(server) as visitor:
        read = read_everything(visitor, recorded.references)
        works_on(visitor, recorded.references)
    assert all(one in read["/cases"] for one in recorded.references.values())
    for name in ("decided", "judged", "both"):
        assert f"We no longer have version {NUMBER} of these rules" in read[f"{name} decision"]
        for form in ("html", "md", "docx", "json"):
            assert flat(f"We no longer have version {NUMBER} of these rules") in flat(
                read[f"{name} {form}"]
            )
    replayed = run_release(tree, "register", "replay", "--data", str(data))
    assert replayed.returncode == 1
    assert f"the rules that decided it are not here: wt-2018 {NUMBER}" in replayed.stdout
    assert "5 could not be decided again" in replayed.stdout
    verified = run_release(tree, "register", "verify", "--open", "--data", str(data))
    assert verified.returncode == 0
    assert f"screened by rules that are not kept here: wt-2018 {NUMBER}" in verified.stderr


def test_rules_that_were_changed_in_the_register_are_not_believed(
    rewritten: tuple[Path, Path], recorded: Recorded
):
    tree, data = rewritten
    forget_releases(tree, data)
    with editing(data) as connection:
        (other,) = connection.execute(text("SELECT min(content) FROM rulesets")).one()
        connection.execute(text("UPDATE rulesets SET content = :other"), {"other": other})
    verified = run_release(tree, "register", "verify", "--data", str(data))
    assert verified.returncode == 1
    assert re.search(r"BROKEN the kept rules [0-9a-f]{16} were changed", verified.stdout)
    with serving_release(tree, data) as server, visiting(server) as visitor:
        read = read_everything(visitor, recorded.references)
    assert f"We no longer have version {NUMBER} of these rules" in "".join(read.values())


def test_work_goes_on_under_the_rules_of_today_and_nothing_of_that_is_silent(
    recorded: Recorded, tmp_path: Path
):
    shutil.copytree(recorded.data, tmp_path / "data")
    tree, named = build_release(tmp_path / "tree", CHANGES["reword"]), recorded.references
    with serving_release(tree, tmp_path / "data") as server, visiting(server) as visitor:
        judged, decided, both = (f"/cases/{named[name]}" for name in ("judged", "decided", "both"))
        judgement = {"criterion": "child", "judgement": "not_met", "reasons": "thought over"}
        page = text_of(visitor.send(f"{judged}/record/judgement", **judgement))
        assert "it was not screened again" in page
        assert "and the case was screened again with it" not in page
        page = text_of(visitor.get(f"{judged}/decision"))
        assert f"The rules have changed: version {NUMBER} then, version 9.0.0 now." in page

        told = {"outcome": "died", "outcome-agency": "an agency of later"}
        visitor.send(f"{decided}/questions/outcome", **told)
        page = text_of(visitor.get(f"{decided}/decision"))
        assert "This is the answer recorded on" in page
        assert "an agency of later" not in page

        page = visitor.get(f"{both}/decision?rules=current")
        assert "This is what the rules say today." in text_of(page)
        visitor.send_from(page, f"{both}/record")
        first, second = text_of(visitor.get(f"{both}/decision")).split("This is the answer")[1:]
        changed = f"The rules have changed: version {NUMBER} then"
        assert sorted(changed in one for one in (first, second)) == [False, True]
        history = text_of(visitor.get(f"{both}/history"))
        assert f"The rules have changed: version {NUMBER} then, version 9.0.0 now." in history
