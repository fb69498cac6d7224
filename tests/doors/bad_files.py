"""Case files that are not case files, each with what the message about it must say."""

from __future__ import annotations

from dataclasses import dataclass

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Bad:
    """A file that is refused, and every fragment that the message must hold."""

    name: str
    data: bytes
    says: tuple[str, ...]
    ending: str
    by_ending: bool = False

    def __str__(self) -> str:
        return self.name


def toml(name: str, text: str | bytes, *says: str) -> Bad:
    """A bad file in TOML, or in nothing."""
    return Bad(name, text if isinstance(text, bytes) else text.encode(), says, ".toml")


def as_json(name: str, text: str | bytes, *says: str) -> Bad:
    """A bad file in JSON."""
    data = text if isinstance(text, bytes) else text.encode()
    return Bad(name, data, says, ".json", by_ending=not data.lstrip().startswith(b"{"))


BYTES = [
    toml("empty", b"", "is empty"),
    toml("white space alone", b" \r\n\t\n", "is empty"),
    toml("a byte order mark alone", BOM, "is empty"),
    toml("UTF-16", '[facts]\noutcome = "died"'.encode("utf-16"), "UTF-16", "save it as UTF-8"),
    toml("UTF-16, unmarked", "[facts]".encode("utf-16-be"), "line 1", "0x00", "as UTF-8"),
    toml("Latin-1", 'reference = "café-1"'.encode("latin-1"), "not in UTF-8", "line 1", "0xe9"),
    toml("not UTF-8 mid-file", b"[facts]\n\n# \xc3\x28\n", "not in UTF-8", "line 3", "0xc3"),
    toml("a NUL byte", b"[facts]\n\0outcome", "line 2", "0x00"),
    as_json("a NUL byte in JSON", b'{"facts": {"outcome": "di\0ed"}}', "0x00"),
    toml("two megabytes", b"# " + b"x" * 2_000_000, "is larger", "1048576 bytes"),
]

NESTED = [
    as_json("lists 100,000 deep", "[" * 100_000, "nested too deeply"),
    as_json("tables 100,000 deep", '{"facts":' * 100_000, "nested too deeply"),
    toml("TOML lists 100,000 deep", "facts = " + "[" * 100_000, "nested too deeply"),
    toml("TOML tables 5,000 deep", "facts = " + "{a = " * 5_000 + "1", "nested too deeply"),
    toml("a key of 50,000 parts", "a." * 50_000 + "b = 1", "nested too deeply"),
    toml("a heading of 50,000 parts", f"[{'a.' * 50_000}b]", "nested too deeply"),
]

NUMBERS = [
    toml("5,000 digits", f"[facts]\noutcome = {'1' * 5_000}", "number", "too long"),
    as_json("5,000 digits in JSON", f'{{"facts": {{"outcome": {"1" * 5_000}}}}}', "too long"),
    toml("5,000 digits in base 16", f"[facts]\noutcome = 0x{'1' * 5_000}", "very long number"),
    as_json("1e999", '{"facts": {"outcome": 1e999}}', "facts.outcome: `inf` is not an answer"),
    as_json("NaN", '{"facts": {"outcome": NaN}}', "not JSON", "NaN"),
    toml("nan in TOML", "[facts]\noutcome = nan", "facts.outcome: `nan` is not an answer"),
]

TWICE = [
    as_json("a section twice", '{"facts": {}, "facts": {}}', "facts: `facts` is given twice"),
    as_json(
        "a fact twice",
        '{"facts": {"outcome": "died", "outcome": "died"}}',
        "facts.outcome: `outcome` is given twice",
    ),
    as_json(
        "evidence twice",
        '{"evidence": {"outcome": {"on": "2013-01-01", "on": "2013-01-01"}}}',
        "evidence.outcome.on: `on` is given twice",
    ),
    toml("a TOML section twice", "[facts]\n[facts]", "facts: `facts` is given twice", "line 2"),
    toml(
        "a TOML fact twice",
        '[facts]\noutcome = "died"\noutcome = "died"\n[dates]\n',
        "facts.outcome: `outcome` is given twice",
        "line 3",
    ),
    toml(
        "a TOML fact twice, the last line",
        '[dates]\n[facts]\noutcome = "died"\nage_group = "unborn"\noutcome = "harmed"',
        "facts.outcome: `outcome` is given twice",
        "line 5",
    ),
    toml(
        "a TOML fact twice on one line",
        'facts = { outcome = "died", outcome = "died" }',
        "facts: `outcome` is given twice",
    ),
]

SHAPES = [
    as_json("a list at the top", "[]", "states a list", "[facts]"),
    as_json("a text at the top", '"died"', "states `died`", "[facts]"),
    as_json("a number at the top", "12", "states `12`", "[facts]"),
    as_json("null at the top", "null", "states nothing", "[facts]"),
    as_json("JSON cut short", '{"facts": {', "is not JSON", "line 1", "column"),
    as_json("a comma too many", '{"facts": {},}', "is not JSON", "line 1, column"),
    toml("no quotes", "[facts]\noutcome = died", "is not TOML", "line 2"),
    toml("a colon for an equals sign", '[facts]\noutcome: "died"', "is not TOML", "line 2"),
    toml("an escape character", '[facts]\noutcome = "\x1b[31m"', "is not TOML", "line 2"),
    toml("facts a list", "facts = []", "facts: a list is not a table"),
    toml("facts a text", 'facts = "died"', "facts: `died` is not a table"),
    toml("facts many tables", "[[facts]]\n", "facts: a list is not a table"),
    as_json("facts null", '{"facts": null}', "facts: nothing is not a table"),
    as_json("dates null", '{"dates": null}', "dates: nothing is not a table"),
    toml("judgements a list", "judgements = []", "judgements: a list is not a table"),
    toml("an unknown section", '[fact]\noutcome = "died"', "fact: `fact`", "mean `facts`?"),
    toml("a fact outside [facts]", 'outcome = "died"', "outcome: `outcome` is not a part"),
]

FILES = [*BYTES, *NESTED, *NUMBERS, *TWICE, *SHAPES]
