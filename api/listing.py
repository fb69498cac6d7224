"""Editions, comparisons, resolutions and certificates, as tables for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from api.law import describe_search, list_warnings
from api.lines import remarks
from api.text import WIDTH
from api.wording import FORCES, REFERRALS, STATUSES, quoted_place
from criteria.decisions import Cited, as_json
from criteria.shelf import shelf
from criteria.timeline import Resolution
from criteria.versions import Volume
from engine.compare import Comparison, Difference
from engine.differ import force_of_referral
from engine.separate import Side

if TYPE_CHECKING:
    from engine.verify import Certificate


def editions() -> dict[str, Any]:
    """Every edition on the shelf, and the newer law that is known and not encoded."""
    timeline = shelf().timeline
    volumes = [shelf().volume(name) for name in timeline.editions]
    return {
        "editions": [
            {
                "id": volume.ruleset.id,
                "title": volume.ruleset.title,
                "publisher": volume.ruleset.publisher,
                "version": volume.ruleset.version,
                "digest": volume.digest,
                "in_force": volume.ruleset.in_force.model_dump(mode="json", by_alias=True),
                "about": volume.ruleset.about,
                "versions": list_versions(volume.ruleset.id),
            }
            for volume in volumes
        ],
        "law_last_looked_for": timeline.looked_for.isoformat(),
        "newer_law": [law.model_dump(mode="json") for law in timeline.newer_law],
    }


def list_versions(edition: str) -> list[dict[str, Any]]:
    """Every version known of an edition: the current one first, then those of past releases."""
    found = shelf().list_versions(edition)
    return [{"version": one.number, "digest": one.digest, "release": one.release} for one in found]


def ruleset(volume: Volume) -> dict[str, Any]:
    """A ruleset, whole, with its digest."""
    table = volume.ruleset.model_dump(mode="json", by_alias=True, exclude_none=True)
    return table | {"digest": volume.digest}


def vocabulary() -> dict[str, Any]:
    """The facts a case may state, and the dates that clocks run from."""
    told = shelf().vocabulary.model_dump(mode="json", by_alias=True, exclude_none=True)
    dates = {name: one["words"] for name, one in told["dates"].items() if one["asked"]}
    return {"facts": told["facts"], "dates": dates}


def editions_text(shown: dict[str, Any]) -> str:
    """The editions, one under the other."""
    rows: list[str] = []
    for one in shown["editions"]:
        rows += [f"{one['id']}", *indented(one["title"]), *indented(f"{one['in_force']['text']}.")]
        rows += [*indented(one["about"]), *indented(describe_versions(one["versions"])), ""]
    rows += [describe_search(), "", "Newer law, not encoded:"]
    for law in shown["newer_law"]:
        rows += indented(f"{law['text']} [{law['source']['grade']}]")
    return "\n".join(rows)


def describe_versions(versions: list[dict[str, Any]]) -> str:
    """The versions of an edition, each with the release that ships it."""
    told = (
        f"{one['version']} (" + (f"release {one['release']})" if one["release"] else "unreleased)")
        for one in versions
    )
    return f"Versions: {', '.join(told)}."


def resolved(found: Resolution) -> str:
    """Which edition governs, why, and why not the others."""
    named = " or ".join(found.editions)
    rows = [named if len(found.editions) == 1 else f"{named}: both are arguable"]
    rows += indented(found.reason)
    rows += ["", "Not governing:"]
    for one in found.rejected:
        rows += indented(f"{one.edition}: {one.reason}")
    return "\n".join(rows)


def compared(found: Comparison, reference: str | None) -> str:
    """The referral under each edition, then what separates each pair that differs."""
    rows = [f"{reference or 'no reference'} · the same facts under every edition", ""]
    for warning in list_warnings([decision.edition for decision in found.decisions]):
        rows += [*textwrap.wrap(warning, WIDTH), ""]
    for decision in found.decisions:
        force = FORCES[force_of_referral(decision)]
        head = f"{decision.edition:<22}{REFERRALS[decision.referral]:<18}{force}"
        rows += [head.rstrip(), *indented(decision.summary), ""]
    if not found.differences:
        told = "No pair of editions differs in the referral or its force; what is to be done may."
        rows += textwrap.wrap(told, WIDTH)
    for difference in found.differences:
        rows += [*differing(difference), ""]
    return "\n".join(rows).rstrip()


def differing(difference: Difference) -> list[str]:
    """A pair of editions, and the first criterion that separates them."""
    one, other = difference.editions
    rows = textwrap.wrap(f"{one} and {other}: {apart(difference)}", WIDTH)
    for side in difference.sides:
        rows += sided(side)
    return rows


def apart(difference: Difference) -> str:
    """In what two editions differ on a case: the referral, or else the forces."""
    left, right = difference.referrals
    if left != right:
        return f"{REFERRALS[left].lower()} against {REFERRALS[right].lower()}"
    pairs = [(duty(d.determination, difference.editions), d.forces) for d in difference.forces]
    told = "; ".join(f"{title}: {FORCES[a]} against {FORCES[b]}" for title, (a, b) in pairs)
    return told or "another force"


def duty(determination: str, editions: Iterable[str]) -> str:
    """The title of a determination, in the first of these editions that has it."""
    found = (shelf().volume(edition).ruleset.determinations for edition in editions)
    return next(one[determination].title for one in found if determination in one)


def sided(side: Side) -> list[str]:
    """What one edition says on the criterion that separates."""
    word = "for judgement" if side.open == "judgement" else STATUSES.get(side.status or "")
    status = f" [{word}]" if word else ""
    rows = indented(f"{side.edition}{status} {side.title}")
    return rows + [row for source in sources_of(side) for row in indented(source, 2)]


def sources_of(side: Side) -> list[str]:
    """The sources of what one edition says, each with its words, its grade and the remark on it."""
    return list(quoting(side.sources, remarks(shelf().volume(side.edition).ruleset)))


def quoting(sources: Iterable[Cited], told: Mapping[Cited, tuple[str, ...]]) -> Iterable[str]:
    """Sources as lines, with the words that matter and what the editor remarks."""
    for source in sources:
        remark = "".join(f" {one}" for one in told.get(source, ()))
        yield f"{quoted_place(source)} [{source.grade}]{remark}"


def certified(certificate: Certificate) -> str:
    """A certificate in a few lines."""
    told = as_json(certificate)
    verdict = "sound" if certificate.sound else f"{len(certificate.findings)} FINDINGS"
    rows = [f"{certificate.edition}: {verdict}"]
    rows += indented(
        f"{certificate.entries} rule entries, {certificate.cases} cases decided and "
        f"{certificate.combinations} combinations of answers covered "
        f"in {certificate.seconds:.1f} s; digest {certificate.ruleset.digest[:16]}…"
    )
    for title in ("presumes_from", "moves_referral", "moves_force"):
        rows += indented(f"{title.replace('_', ' ')}: {', '.join(told[title]) or 'nothing'}")
    for finding in certificate.findings:
        rows += indented(f"FINDING {finding}")
    return "\n".join(rows)


def indented(text: str, depth: int = 1) -> list[str]:
    """Text in lines of the page's width, set in."""
    indent = "  " * depth
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
