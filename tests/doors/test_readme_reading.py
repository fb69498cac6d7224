"""The reading of a README is held to account itself, before anything leans on it."""

from __future__ import annotations

import pytest

from tests.doors.readme import Block, blocks, commands, matches

TEXT = """# Title

```console
$ threshold editions
lscb-2006
...
$ make run
anything at all
$ threshold screen \\
>   case.toml | \\
    head -1
REFER

$ threshold resolve --on 2016-01-01
```

1. In a list:

   ```python title="x.py"
   assert decide
       # kept
   ```

~~~console
$ echo '```'
```
~~~

```
$ in no language
```

````console
$ echo never closed
"""

SAME = [
    ("", ""),
    ("a", "a\n"),
    ("a\nb", "a\nb"),
    ("a", "\na  \n\n"),
    ("a\n...\nd", "a\nb\nc\nd\n"),
    ("a\n...\nb", "a\nb\n"),
    ("...", ""),
    ("...", "a\nb\n"),
    ("...\nb\n...", "a\nb\nc"),
    ("a\n...", "a"),
    ("  ...\nb", "a\nb"),
    ("a.b (c)", "a.b (c)"),
    ("a\n...\nb\n...\nc", "a\nb\nx\nb\ny\nc"),
    ("a\n\nb", "a\n\nb"),
]
OTHER = [
    ("", "a"),
    ("a", ""),
    ("a", "a\nb"),
    ("a\nb", "a"),
    ("a\nb", "b\na"),
    ("a.b", "axb"),
    ("a\n...\nd", "a\nb\nc"),
    ("...\nb\n...", "a\nc"),
    ("a ...", "a b"),
    ("a", " a"),
    ("a\nb", "a\n\nb"),
    ("...\nb", "a\nb\nc"),
]


def lines(text: str) -> tuple[str, ...]:
    """The lines of an expectation."""
    return tuple(text.split("\n")) if text else ()


@pytest.mark.parametrize(("expected", "printed"), SAME)
def test_output_as_expected_matches(expected: str, printed: str):
    assert matches(lines(expected), printed)


@pytest.mark.parametrize(("expected", "printed"), OTHER)
def test_other_output_does_not(expected: str, printed: str):
    assert not matches(lines(expected), printed)


def test_a_long_output_with_many_gaps_is_matched_quickly():
    gaps = ("a", "...") * 4 + ("z",)
    assert not matches(gaps, "a\n" * 60)


def test_blocks_are_found_by_language_however_they_are_fenced():
    assert [block.line for block in blocks(TEXT, "console")] == [4, 25, 34]
    assert blocks(TEXT, "python") == [Block("python", ("assert decide", "    # kept"), 20)]
    assert [block.line for block in blocks(TEXT, "")] == [30]
    assert blocks(TEXT.replace("\n", "\r\n"), "console") == blocks(TEXT, "console")


def test_commands_come_with_the_lines_that_follow_and_set_up_is_not_run():
    first, fences, unclosed = blocks(TEXT, "console")
    told = [(one.command, one.prints, one.line) for one in commands(first)]
    assert told == [
        ("threshold editions", ("lscb-2006", "..."), 4),
        ("threshold screen \\\n  case.toml | \\\n    head -1", ("REFER", ""), 9),
        ("threshold resolve --on 2016-01-01", (), 14),
    ]
    assert [one.prints for one in commands(fences)] == [("```",)]
    assert [one.command for one in commands(unclosed)] == ["echo never closed"]


@pytest.mark.parametrize(
    "command", ["make test", "pip install .", ".venv/bin/pip install .", "git clone x"]
)
def test_what_sets_up_is_not_run(command: str):
    assert commands(Block("console", (f"$ {command}",), 1)) == []


@pytest.mark.parametrize("command", ["makeup", "echo make", "gitk", "threshold screen make"])
def test_what_only_sounds_like_it_is_run(command: str):
    assert len(commands(Block("console", (f"$ {command}",), 1))) == 1


def test_output_before_any_command_is_an_error():
    with pytest.raises(ValueError, match="line 7 comes before any command"):
        commands(Block("console", ("lost",), 7))
