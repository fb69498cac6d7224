"""Later releases, as other rulesets and facts: each with a program of its own to serve them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.editions.toml import written
from criteria.shelf import RELEASES, Shelf, shelf
from tests.doors.program import ROOT
from tests.service.running import Running, running

Table = dict[str, Any]
PACKAGES = ("criteria", "engine", "api")
MADE_ANEW = ("wt-2015-transitional", "wt-2018", "wt-2023")
"""The editions that are changed: those under which a case is recorded, and what follows them."""


@dataclass
class Law:
    """The facts, the timeline and the resolved rulesets of a release, as tables to change."""

    facts: Table = field(default_factory=lambda: read_table("facts.toml"))
    timeline: Table = field(default_factory=lambda: read_table("timeline.toml"))
    rulesets: dict[str, Table] = field(default_factory=lambda: dict(resolve_rulesets()))

    def changed(self) -> list[Table]:
        """The rulesets to be changed."""
        return [self.rulesets[name] for name in MADE_ANEW if name in self.rulesets]

    def rename(self, old: str, new: str) -> None:
        """Call something by another name wherever it is named."""
        self.facts = replace_name(self.facts, old, new)
        self.timeline = replace_name(self.timeline, old, new)
        self.rulesets = replace_name(self.rulesets, old, new)

    def write(self, folder: Path) -> None:
        """Write it as a shelf, with what earlier releases shipped."""
        for name, table in {"facts": self.facts, "timeline": self.timeline}.items():
            write_table(folder / f"{name}.toml", table)
        for edition, table in self.rulesets.items():
            write_table(folder / edition / "ruleset.toml", table)
        shutil.copytree(shelf().folder / RELEASES, folder / RELEASES)
        later = Shelf(folder)
        assert all(later.volume(edition) for edition in later.timeline.editions)


def read_table(name: str) -> Table:
    """A file of the shelf as a table."""
    return tomllib.loads((shelf().folder / name).read_text("utf-8"))


def resolve_rulesets() -> Iterator[tuple[str, Table]]:
    """Every ruleset of today, with what it inherits, and of a later version."""
    for edition in shelf().timeline.editions:
        ruleset = shelf().volume(edition).ruleset
        table = ruleset.model_dump(mode="python", by_alias=True, exclude_none=True)
        yield edition, {**without_history(without(table, "id")), "version": "9.0.0"}


def without_history(value: Any) -> Any:
    """Rules that replace no others, and so do not say what they changed."""
    if isinstance(value, dict):
        return {name: without_history(item) for name, item in value.items() if name != "changed"}
    return [*map(without_history, value)] if isinstance(value, list | tuple) else value


def without(table: Table, *names: str) -> Table:
    """A table without these."""
    return {name: value for name, value in table.items() if name not in names}


def write_table(file: Path, table: Mapping[str, Any]) -> None:
    """Write a table as TOML."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(written(table, ())) + "\n", "utf-8")


def replace_name(value: Any, old: str, new: str) -> Any:
    """The same with one name in the place of another."""
    if isinstance(value, dict):
        return {
            new if name == old else name: replace_name(item, old, new)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [replace_name(item, old, new) for item in value]
    return new if value == old else value


SOURCES = ["of-later"]
SAYS = {"title": "New", "sources": SOURCES}


def gain(law: Law) -> None:
    """One more of each: ground, criterion, determination, consideration, note, notice, fact."""
    law.facts["facts"]["of_interest"] = {
        "question": "Is it of interest?",
        "help": "As it is.",
        "who_may_know": ["somebody"],
        "answers": {"yes": "yes", "no": "no"},
    }
    when = {"fact": "of_interest", "is": ["yes"]}
    for one in law.changed():
        one["sources"]["of-later"] = {"instrument": "A later Act", "grade": "single"}
        one["criteria"]["of-interest"] = {**SAYS, "question": "Is it so?", "when": when}
        ground = {"criterion": "of-interest", "force": "should"}
        name = "local-review" if "local-review" in one["determinations"] else "rapid-review"
        grounds = one["determinations"][name]["grounds"]
        one["determinations"][name]["grounds"] = [*grounds, ground]
        one["determinations"]["tell-minister"] = {
            **SAYS,
            "grounds": [ground],
            "otherwise": {"force": "none"},
            "duty_holder": "Somebody.",
            "decision_maker": "Somebody.",
            "action": {"met": "Tell.", "not_met": "Nothing.", "undetermined": "Perhaps."},
        }
        one["considerations"]["is-of-interest"] = {
            **SAYS,
            "for": name,
            "weight": "should_have_regard",
            "when": when,
        }
        one["notes"]["note-of-later"] = {"text": "New: a note.", "sources": SOURCES}
        one["notices"]["notice-of-later"] = {
            "text": "New: a notice.",
            "sources": SOURCES,
            "of": "local-review" if "local-review" in one["determinations"] else "notify-panel",
            "after": "either",
            "whether": "either way",
            "to": "Somebody",
            "force": "should",
        }


def lose(law: Law) -> None:
    """One fewer of each."""
    law.facts["facts"] = without(law.facts["facts"], "educated_otherwise")
    law.facts["contradictions"] = {
        name: one for name, one in law.facts["contradictions"].items() if not names_lost(one)
    }
    for one in law.rulesets.values():
        for section in ("considerations", "notes", "notices"):
            kept = {n: v for n, v in one.get(section, {}).items() if not names_lost(v)}
            one[section] = without(kept, "national-educated-otherwise", "wider-learning", "publish")
    for one in law.changed():
        one["determinations"] = without(one["determinations"], "notify-looked-after-death")
        for rule in one["determinations"].values():
            rule["grounds"] = rule["grounds"][:1]
        one["criteria"] = without(one["criteria"], "looked-after-death", "looked-after")
        used = {name for _, rule in rules_of(one) for name in rule["sources"]}
        one["sources"] = {n: v for n, v in one["sources"].items() if n in used}


LOST = ("educated_otherwise", "looked-after-death", "looked-after", "notify-looked-after-death")


def names_lost(value: Any) -> bool:
    """Whether a rule names something that is lost."""
    if isinstance(value, dict):
        return any(map(names_lost, value.values()))
    if isinstance(value, list | tuple):
        return any(map(names_lost, value))
    return value in LOST


def rules_of(ruleset: Table) -> Iterator[tuple[str, Table]]:
    """Everything in a ruleset that cites a source."""
    places = ("criteria", "determinations", "considerations", "notes", "notices", "not_encoded")
    for place in places:
        yield from ruleset.get(place, {}).items()
    for one in ruleset["determinations"].values():
        if "due" in one:
            yield "due", one["due"]
            yield from [("also", one["due"]["also"])] if "also" in one["due"] else []
    for one in ruleset["notices"].values():
        if "due" in one:
            yield "due", one["due"]
            yield from [("also", one["due"]["also"])] if "also" in one["due"] else []
    yield "in_force", {"sources": (), **ruleset["in_force"]}


RENAMED = {
    "serious-case": "serious-safeguarding-case",
    "rapid-review": "quick-review",
    "notify-panel": "tell-national-panel",
    "local-improvements": "improvements-here",
    "each-child": "every-child",
    "tell-partners": "inform-partners",
    "s16c": "section-16c",
    "educated_otherwise": "not_at_school",
    "this_area": "our_area",
}
"""A criterion, a determination, a consideration, a note, a notice, a source, a fact, an answer."""


def rename(law: Law) -> None:
    """The same things under other names."""
    for old, new in RENAMED.items():
        law.rename(old, new)


WORDS = ("title", "question", "judgement_question", "help", "text", "about", "to", "whether")


def reword(law: Law) -> None:
    """Other words everywhere, and no other rule."""
    law.facts, law.rulesets = (say_anew(one) for one in (law.facts, law.rulesets))


def say_anew(value: Any, name: str = "") -> Any:
    """The same in other words."""
    if isinstance(value, dict):
        if name == "answers":
            return {key: f"new {item}" for key, item in value.items()}
        return {key: say_anew(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [say_anew(item) for item in value]
    return f"New {value}" if name in WORDS else value


def rename_edition(law: Law) -> None:
    """An edition under another id: the one of before is on the shelf no more."""
    law.rename("wt-2018", "wt-2018-again")


CHANGES: dict[str, Callable[[Law], None]] = {
    one.__name__: one for one in (gain, lose, rename, reword, rename_edition)
}


def build_release(folder: Path, change: Callable[[Law], None]) -> Path:
    """A program with the law of a later release, in a folder of its own."""
    law = Law()
    change(law)
    law.write(folder / "rulesets")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "styles")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    return folder


def run_release(tree: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a later release."""
    return subprocess.run(program(tree, *args), capture_output=True, text=True, cwd=ROOT)


def program(tree: Path, *args: str) -> list[str]:
    """The command line of a later release."""
    begin = f"import sys; sys.path.insert(0, {str(tree)!r}); from api.cli import main; main()"
    return [sys.executable, "-c", begin, *args]


@contextmanager
def serving_release(tree: Path, data: Path) -> Iterator[Running]:
    """The service of a later release, on the data folder of an earlier one."""
    line = program(tree, "serve", "--data", str(data), "--port", "0")
    with running(data, run=line) as server:
        yield server
