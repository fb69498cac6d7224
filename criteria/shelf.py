"""The shelf: the rulesets, the facts and the timeline, read from the data and checked."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from criteria.errors import Problem, RulesetError, UnknownEdition, nearest, quoted
from criteria.facts import Vocabulary
from criteria.inheritance import resolved
from criteria.rulesets import Ruleset
from criteria.soundness import check, check_shared
from criteria.timeline import Timeline

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Volume:
    """One edition as it stands on the shelf, with the digest of ruleset and facts."""

    ruleset: Ruleset
    vocabulary: Vocabulary
    digest: str


class Shelf:
    """A folder of rulesets with its facts and its timeline."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vocabulary = validated(Vocabulary, toml(folder / "facts.toml"), "facts")
        self.timeline = validated(Timeline, toml(folder / "timeline.toml"), "timeline")
        check_shared(self.vocabulary, self.timeline)
        self._volumes: dict[str, Volume] = {}

    def volume(self, edition: object) -> Volume:
        """The edition of this id, checked once.

        Raises UnknownEdition for an id not on the shelf, RulesetError for an unsound ruleset.
        """
        if problems := self.misnamed(edition):
            raise UnknownEdition(problems)
        assert isinstance(edition, str)
        if edition not in self._volumes:
            self._volumes[edition] = self._load(edition)
        return self._volumes[edition]

    def misnamed(self, edition: object) -> list[Problem]:
        """What is wrong with an id: nothing, if there is an edition of that name."""
        editions = self.timeline.editions
        if isinstance(edition, str) and edition in editions:
            return []
        message = f"{quoted(edition)} is not an edition"
        return [Problem(("edition",), message, nearest(edition, editions))]

    def _load(self, edition: str) -> Volume:
        table = resolved(edition, self.read)
        table["id"] = edition
        return volume_of(validated(Ruleset, table, edition), self.vocabulary)

    def read(self, name: str) -> dict[str, Any]:
        """The raw table of an edition, or of a fragment that editions share."""
        if name in self.timeline.editions:
            return toml(self.folder / name / "ruleset.toml")
        return toml(self.folder / "shared" / f"{name}.toml")


def volume_of(ruleset: Ruleset, vocabulary: Vocabulary) -> Volume:
    """A checked ruleset with its digest. Raises RulesetError if it is unsound."""
    check(ruleset, vocabulary)
    return Volume(ruleset, vocabulary, digest(ruleset, vocabulary))


def digest(ruleset: Ruleset, vocabulary: Vocabulary) -> str:
    """SHA-256 over the canonical content of ruleset and facts, in hexadecimal.

    The order of facts and of rules is content (pages show it), so lists of pairs are hashed.
    """
    content = [m.model_dump(mode="json", by_alias=True) for m in (ruleset, vocabulary)]
    canonical = json.dumps(paired(content), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def paired(value: Any) -> Any:
    """Tables as lists of pairs, so that their order is part of the content."""
    if isinstance(value, dict):
        return [[key, paired(item)] for key, item in value.items()]
    return [paired(item) for item in value] if isinstance(value, list) else value


def toml(file: Path) -> dict[str, Any]:
    """The table in a file of the shelf. Raises RulesetError if it cannot be read."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesetError(f"{file.name}: cannot be read: {error}") from error


def validated(model: type[Model], table: dict[str, Any], name: str) -> Model:
    """The table as a model. Raises RulesetError that names every place that is wrong."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        lines = [
            f"{name}: {'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors(include_url=False)
        ]
        raise RulesetError("\n".join(lines)) from error


@cache
def shelf() -> Shelf:
    """The shelf that ships with Threshold, in the folder beside this package."""
    return Shelf(Path(__file__).parent.parent / "rulesets")
