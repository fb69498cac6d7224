"""The versions of editions that releases shipped, stored whole and found by their digest."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from criteria.errors import RulesetError
from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset

SUFFIX = ".json.xz"
RELEASE = re.compile(r"[0-9]+(\.[0-9]+)*")
"""The number of a release. A file of another name is none."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One version of an edition, ready to use: its ruleset and its facts, with their digest.

    `whole` is false where the rules are lost: then this is only what a recorded decision tells.
    """

    ruleset: Ruleset
    vocabulary: Vocabulary
    digest: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an edition as it is stored: `load` makes a volume of it when one is needed.

    The digest is that of the stored tables, so a later form of the models cannot change it.
    """

    ruleset: Mapping[str, Any]
    facts: Mapping[str, Any]
    digest: str
    release: str | None = None
    told_of: Mapping[str, str] = field(default_factory=dict)
    """The duty of which somebody is told on a date, by the date: no digest covers it."""

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
            facts = Vocabulary.model_validate_json(json.dumps(self.facts))
            dates = {
                name: one.model_copy(update={"told_of": self.told_of.get(name)})
                for name, one in facts.dates.items()
            }
            ruleset = Ruleset.model_validate_json(json.dumps(self.ruleset))
            return Volume(ruleset, facts.model_copy(update={"dates": dates}), self.digest)
        except ValidationError as error:
            message = f"{self.edition} {self.number}: is stored in a form that cannot be read"
            raise RulesetError(message) from error


def store_version(volume: Volume, release: str | None = None) -> Version:
    """A ruleset and its facts as they are stored."""
    ruleset, facts = dump_model(volume.ruleset), dump_model(volume.vocabulary)
    told_of = {n: one.told_of for n, one in volume.vocabulary.dates.items() if one.told_of}
    return Version(ruleset, facts, compute_digest(ruleset, facts), release, told_of)


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
    told: dict[str, Any] = {"facts": {}, "told_of": {}}
    if found:
        told = {"facts": found[0].facts, "told_of": found[0].told_of}
    told["rulesets"] = [one.ruleset for one in found]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def parse_versions(content: bytes, release: str | None = None) -> Iterator[Version]:
    """The versions in what `dump_versions` wrote. Raises RulesetError if it is something else."""
    try:
        told = json.loads(content)
        facts = told["facts"]
        for ruleset in told["rulesets"]:
            digest = compute_digest(ruleset, facts)
            yield Version(ruleset, facts, digest, release, told["told_of"])
    except (ValueError, KeyError, TypeError) as error:
        place = f"release {release}" if release else "the stored version"
        raise RulesetError(f"{place}: has no rulesets that can be read") from error


def pack_version(version: Version) -> bytes:
    """One version by itself, compressed."""
    return zlib.compress(dump_versions([version]), 9)


def unpack_version(content: bytes) -> Version | None:
    """The version in what `pack_version` made, or None if it cannot be read."""
    try:
        (found,) = parse_versions(zlib.decompress(content))
    except (zlib.error, RulesetError, TypeError, ValueError, RecursionError):
        return None
    return found


def read_releases(folder: Path) -> Iterator[Version]:
    """Every version that a release shipped, the newest release first."""
    import lzma  # not every Python has it, and only who asks for a past version needs it

    files = [one for one in folder.glob(f"*{SUFFIX}") if RELEASE.fullmatch(number_of(one))]
    for file in sorted(files, key=release_order, reverse=True):
        try:
            content = lzma.decompress(file.read_bytes())
        except (OSError, lzma.LZMAError) as error:
            raise RulesetError(f"{file.name}: cannot be read: {error}") from error
        yield from parse_versions(content, number_of(file))


def number_of(file: Path) -> str:
    """The number of the release that a file is of."""
    return file.name.removesuffix(SUFFIX)


def release_order(file: Path) -> list[int]:
    """The numbers of a release, by which it stands among the others."""
    return [int(part) for part in number_of(file).split(".")]


def write_release(folder: Path, release: str, versions: Iterable[Version]) -> Path:
    """Store what a release ships, in a file of its own that is there whole or not at all.

    Raises RulesetError if the release has no number, or is stored with other rules.
    """
    import lzma

    if not RELEASE.fullmatch(release):
        raise RulesetError(f"`{release}` is not the number of a release: write it like 0.9.0")
    file, content = folder / f"{release}{SUFFIX}", dump_versions(versions)
    if not file.exists():
        folder.mkdir(exist_ok=True)
        partial = file.with_suffix(".partial")
        partial.write_bytes(lzma.compress(content, preset=lzma.PRESET_EXTREME | 9))
        partial.replace(file)
    elif lzma.decompress(file.read_bytes()) != content:
        message = f"release {release} is stored with other rules: give this release a new number"
        raise RulesetError(message)
    return file
