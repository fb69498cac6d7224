"""The shelf: the rulesets, the facts and the timeline, read from the data and checked."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from criteria.errors import (
    Problem,
    RulesetError,
    UnknownEdition,
    UnknownVersion,
    nearest,
    quoted,
)
from criteria.facts import Vocabulary
from criteria.inheritance import resolved
from criteria.rulesets import Ruleset
from criteria.soundness import check, check_shared
from criteria.timeline import Timeline
from criteria.versions import (
    Version,
    Volume,
    read_releases,
    store_version,
    write_release,
)

Model = TypeVar("Model", bound=BaseModel)

RELEASES = "releases"
"""The folder of a shelf with what each release shipped."""

LEAST_OF_DIGEST = 8
"""How many characters of a digest are enough to name a version."""


class Shelf:
    """A folder of rulesets with its facts and its timeline."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vocabulary = validated(Vocabulary, toml(folder / "facts.toml"), "facts")
        self.timeline = validated(Timeline, toml(folder / "timeline.toml"), "timeline")
        check_shared(self.vocabulary, self.timeline)
        self._volumes: dict[str, Volume] = {}
        self._past: dict[str, Volume] = {}

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

    def list_versions(self, edition: str) -> list[Version]:
        """Every version known of an edition: the current one first, then those of past releases."""
        released = [one for one in self._released if one.edition == edition]
        if edition not in self.timeline.editions:
            return released
        current = store_version(self.volume(edition))
        same = [one for one in released if one.digest == current.digest]
        return [*(same or [current]), *(one for one in released if one not in same)]

    def find_version(self, edition: str, wanted: str) -> Volume | None:
        """The version of an edition with this number or digest, or None if there is none.

        Of a digest its first characters will do, sixteen as they are printed or as few as eight.
        """
        if edition in self.timeline.editions:
            current = self.volume(edition)
            if is_named(wanted, current.ruleset.version, current.digest):
                return current
        known = (one for one in self._released if one.edition == edition)
        found = next((one for one in known if is_named(wanted, one.number, one.digest)), None)
        if found is not None and found.digest not in self._past:
            self._past[found.digest] = found.load()
        return None if found is None else self._past[found.digest]

    def version(self, edition: str, wanted: str) -> Volume:
        """The version of an edition with this number or this digest.

        Raises UnknownEdition for an id of which nothing is known, UnknownVersion for a version.
        """
        numbers = list(dict.fromkeys(one.number for one in self.list_versions(edition)))
        if not numbers and (problems := self.misnamed(edition)):
            raise UnknownEdition(problems)
        if (found := self.find_version(edition, wanted)) is None:
            message = f"{quoted(wanted)} is not a version of {edition}; it has {', '.join(numbers)}"
            raise UnknownVersion([Problem(("version",), message)])
        return found

    def store_release(self, release: str) -> Path:
        """Store what a release ships and no other release did: the file in which it stands.

        Raises RulesetError if the release is stored with other rules already.
        """
        stored = {one.digest for one in self._released if one.release != release}
        current = [store_version(self.volume(edition)) for edition in self.timeline.editions]
        new = [one for one in current if one.digest not in stored]
        return write_release(self.folder / RELEASES, release, new)

    @cached_property
    def _released(self) -> tuple[Version, ...]:
        """What releases shipped: read when somebody first asks for a version."""
        return tuple(read_releases(self.folder / RELEASES))

    def _load(self, edition: str) -> Volume:
        table = resolved(edition, self.read)
        table["id"] = edition
        return volume_of(validated(Ruleset, table, edition), self.vocabulary)

    def read(self, name: str) -> dict[str, Any]:
        """The raw table of an edition, or of a fragment that editions share."""
        if name in self.timeline.editions:
            return toml(self.folder / name / "ruleset.toml")
        return toml(self.folder / "shared" / f"{name}.toml")


def is_named(wanted: str, number: str, digest: str) -> bool:
    """Whether a version is meant, by its number or by the beginning of its digest."""
    return wanted == number or (
        len(wanted) >= LEAST_OF_DIGEST and digest.startswith(wanted.casefold())
    )


def volume_of(ruleset: Ruleset, vocabulary: Vocabulary) -> Volume:
    """A checked ruleset with its digest. Raises RulesetError if it is unsound."""
    check(ruleset, vocabulary)
    made = Volume(ruleset, vocabulary, "")
    return replace(made, digest=store_version(made).digest)


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


def is_current(volume: Volume) -> bool:
    """Whether the shelf that ships decides the edition by these rules today."""
    edition = volume.ruleset.id
    return not shelf().misnamed(edition) and shelf().volume(edition).digest == volume.digest
