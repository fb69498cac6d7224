"""Reading a README: its fenced blocks, the commands they show, and what those should print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ANYTHING = "..."
FENCE = re.compile(r"( *)(`{3,}|~{3,})[ \t]*([\w+-]*)[^`]*")
NOT_RUN = re.compile(r"(?:\S*/)?(?:make|pip|pip3|git)\b|(?:\S*/)?python[\d.]* -m (?:pip|venv)\b")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, and the line of the file where they begin."""

    language: str
    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True)
class Shown:
    """A command with the lines that it should print."""

    command: str
    prints: tuple[str, ...]
    line: int

    def __str__(self) -> str:
        return f"{self.line}: {self.command}"


def blocks(text: str, language: str) -> list[Block]:
    """Every fenced block in a language, in order."""
    return [block for block in fenced(text.splitlines()) if block.language == language]


def fenced(lines: list[str]) -> Iterator[Block]:
    """Every fenced block; one that is never closed runs to the end."""
    at = 0
    while at < len(lines):
        opened = FENCE.fullmatch(lines[at].rstrip())
        at += 1
        if opened is None:
            continue
        indent, fence, language = opened.groups()
        first = at
        while at < len(lines) and not closes(lines[at], fence):
            at += 1
        inside = tuple(line.removeprefix(indent) for line in lines[first:at])
        yield Block(language, inside, first + 1)
        at += 1


def closes(line: str, fence: str) -> bool:
    """Whether a line closes a block that was opened with this fence."""
    bare = line.strip()
    return bare.startswith(fence) and set(bare) == {fence[0]}


def commands(block: Block) -> list[Shown]:
    """The commands of a console block that can be run, each with the lines that follow it."""
    shown: list[Shown] = []
    lines = list(enumerate(block.lines, block.line))
    while lines:
        number, line = lines.pop(0)
        if not line.startswith("$ "):
            raise ValueError(f"line {number} comes before any command: {line!r}")
        command = line.removeprefix("$ ")
        while lines and (command.endswith("\\") or lines[0][1].startswith("> ")):
            command = f"{command}\n{lines.pop(0)[1].removeprefix('> ')}"
        prints = []
        while lines and not lines[0][1].startswith("$ "):
            prints.append(lines.pop(0)[1])
        shown.append(Shown(command, tuple(prints), number))
    return [one for one in shown if not NOT_RUN.match(one.command)]


def matches(expected: tuple[str, ...], printed: str) -> bool:
    """Whether the output is the lines expected, `...` alone on a line standing for any lines.

    White space at the end of a line, and empty lines at either end, make no difference.
    """
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == ANYTHING else re.escape(line) + r"\n"
        for line in trimmed(list(expected))
    )
    told = "".join(f"{line}\n" for line in trimmed(printed.splitlines()))
    return re.fullmatch(pattern, told) is not None


def trimmed(lines: list[str]) -> list[str]:
    """Lines without white space at their ends, and without empty lines at either end."""
    bare = [line.rstrip() for line in lines]
    while bare and not bare[0]:
        bare.pop(0)
    while bare and not bare[-1]:
        bare.pop()
    return bare
