"""The versions of editions that releases shipped, stored whole and found by their digest."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from criteria.errors import RulesetError
from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset

SUFFIX = ".json.xz"


@dataclass(frozen=True, slots=True)
class Volume:
    """One version of an edition: its ruleset and the facts it asks for, with their digest.

    It is not `whole` where the rules are lost, and these are what a decision tells of them.
    """

    ruleset: Ruleset
    vocabulary: Vocabulary
    digest: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it is stored. It is read as a ruleset only when somebody asks for it.

    The digest is that of the stored tables, so a later form of the models cannot change it.
    """

    ruleset: Mapping[str, Any]
    facts: Mapping[str, Any]
    digest: str
    release: str | None = None

    @property
    def edition(self) -> str:
        """The id of the edition."""
        return str(self.ruleset["id"])

    @property
    def number(self) -> str:
        """The version of the ruleset, like 1.1.0."""
        return str(self.ruleset["version"])

    def load(self) -> Volume:
        """The version as it decides. It was sound when it was released, so it is not checked again.

        Raises RulesetError if the models can no longer read it.
        """
        try:
            return Volume(
                Ruleset.model_validate_json(json.dumps(self.ruleset)),
                Vocabulary.model_validate_json(json.dumps(self.facts)),
                self.digest,
            )
        except ValidationError as error:
            message = f"{self.edition} {self.number}: is stored in a form that cannot be read"
            raise RulesetError(message) from error


def store_version(volume: Volume, release: str | None = None) -> Version:
    """A ruleset and its facts as they are stored."""
    ruleset, facts = dump_model(volume.ruleset), dump_model(volume.vocabulary)
    return Version(ruleset, facts, compute_digest(ruleset, facts), release)


def dump_model(model: Ruleset | Vocabulary) -> dict[str, Any]:
    """What the digest covers of a model."""
    return model.model_dump(mode="json", by_alias=True)


def compute_digest(ruleset: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical content of ruleset and facts, in hexadecimal.

    The order of facts and of rules is content (pages show it), so lists of pairs are hashed.
    """
    content = list_pairs([ruleset, facts])
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def list_pairs(value: Any) -> Any:
    """Tables as lists of pairs, so that their order is part of the content."""
    if isinstance(value, Mapping):
        return [[key, list_pairs(item)] for key, item in value.items()]
    return [list_pairs(item) for item in value] if isinstance(value, list) else value


def dump_versions(versions: Iterable[Version]) -> bytes:
    """Versions that share their facts, as JSON. Raises RulesetError if they do not share them."""
    found = list(versions)
    if any(one.facts != found[0].facts for one in found):
        raise RulesetError("versions of one release share their facts, and these do not")
    told = {"facts": found[0].facts if found else {}, "rulesets": [one.ruleset for one in found]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def parse_versions(content: bytes, release: str | None = None) -> Iterator[Version]:
    """The versions in what `dump_versions` wrote. Raises RulesetError if it is something else."""
    try:
        told = json.loads(content)
        facts = told["facts"]
        for ruleset in told["rulesets"]:
            yield Version(ruleset, facts, compute_digest(ruleset, facts), release)
    except (ValueError, KeyError, TypeError) as error:
        raise RulesetError("the stored versions cannot be read") from error


def read_releases(folder: Path) -> Iterator[Version]:
    """Every version that a release shipped, the newest release first."""
    for file in sorted(folder.glob(f"*{SUFFIX}"), key=release_order, reverse=True):
        try:
            content = lzma.decompress(file.read_bytes())
        except (OSError, lzma.LZMAError) as error:
            raise RulesetError(f"{file.name}: cannot be read: {error}") from error
        yield from parse_versions(content, file.name.removesuffix(SUFFIX))


def release_order(file: Path) -> list[int]:
    """The numbers of a release, by which it stands among the others."""
    return [int(part) for part in file.name.removesuffix(SUFFIX).split(".")]


def write_release(folder: Path, release: str, versions: Iterable[Version]) -> Path:
    """Store what a release ships: one file, written whole."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{release}{SUFFIX}"
    file.write_bytes(lzma.compress(dump_versions(versions), preset=lzma.PRESET_EXTREME | 9))
    return file
