"""Cases that state what cannot be read: facts, evidence, references, dates and judgements."""

from __future__ import annotations

from tests.doors.bad_files import Bad, as_json, toml


def answer(name: str, value: str, *says: str) -> Bad:
    """A case with a bad answer to `outcome`."""
    told = ("facts.outcome: ", "is not an answer to `outcome`", *says)
    return toml(name, f"[facts]\noutcome = {value}", *told)


def coded(name: str, value: str, *says: str) -> Bad:
    """A case with a bad answer to `outcome` that JSON alone can spell."""
    text = f'{{"facts": {{"outcome": {value}}}}}'
    return as_json(name, text, "facts.outcome: ", "is not an answer", *says)


def dated(name: str, line: str, *says: str) -> Bad:
    """A case with a bad date."""
    return toml(name, f'[facts]\noutcome = "died"\n[dates]\n{line}', *says)


def evidence(name: str, line: str, *says: str) -> Bad:
    """A case with bad evidence."""
    return toml(name, f'[facts]\noutcome = "died"\n[evidence]\n{line}', *says)


def reference(name: str, value: str, *says: str) -> Bad:
    """A case with a bad reference."""
    return toml(name, f"reference = {value}", "reference: ", "is not a reference", *says)


def judged(name: str, line: str, *says: str) -> Bad:
    """A case with a bad judgement."""
    return toml(name, f'[facts]\noutcome = "died"\n[judgements]\n{line}', *says)


FACTS = [
    toml("no such fact", '[facts]\nzzz = "yes"', "facts.zzz: `zzz` is not a fact"),
    toml("a misspelt fact", '[facts]\nagegroup = "unborn"', "facts.agegroup", "mean `age_group`?"),
    toml("a fact in capitals", '[facts]\nOUTCOME = "died"', "facts.OUTCOME", "mean `outcome`?"),
    toml("2,000 unknown facts", "[facts]\n" + "".join(f"f{n}=1\n" for n in range(2000)), "facts: "),
    answer("a misspelt answer", '"dyed"', "`dyed`", "mean `died`?"),
    answer("the wrong case", '"Died"', "`Died`", "mean `died`?"),
    answer("an answer with a space", '"unknown "', "`unknown `", "mean `unknown`?"),
    answer("no words", '""', "``"),
    answer("true", "true", "`true`"),
    answer("one", "1", "`1`"),
    answer("a list", '["died"]', "a list"),
    answer("a table", "{ a = 1 }", "a table"),
    answer("a day", "2013-01-01", "`2013-01-01`"),
    answer("a time", "07:30:00", "`07:30:00`"),
    answer("a very long answer", f'"{"x" * 500_000}"', "xxxx…`"),
    coded("null", "null", "nothing is not"),
    coded("control characters", '"\\u0007\\b\\u0085\\n"', r"`\x07\x08\x85\n`"),
    coded("half a surrogate pair", '"\\ud800"', r"`\ud800`"),
    coded("right-to-left marks", '"\\u202ederd\\u200f"', r"`\u202ederd\u200f`"),
    coded("a terminal's escapes", '"\\u001b[2J\\u001b]0;x\\u0007"', r"`\x1b[2J\x1b]0;x\x07`"),
    as_json("an escape for a fact", '{"facts": {"\\u001b[2J": "yes"}}', r"facts.\x1b[2J: "),
    as_json("an escape for a section", '{"\\u001b[2J\\n": {}}', r"\x1b[2J\n: "),
    as_json("an escape twice", '{"\\u001b[2J": 1, "\\u001b[2J": 1}', r"`\x1b[2J` is given twice"),
]

REFERENCES = [
    reference("a name", '"John Smith"', "`John Smith`", "never a name"),
    reference("letters alone", '"smith"', "at least one digit"),
    reference("41 characters", f'"{"1" * 41}"', "up to 40"),
    reference("a number for a reference", "2013", "`2013`"),
    reference("digits that are not ASCII", '"٢٠١٣"'),
    reference("a line end", '"2013-1\\n"', r"`2013-1\n`"),
    reference("a path", '"../2013"'),
]

EVIDENCE = [
    evidence("on no such fact", 'outcom = { agency = "police" }', "evidence.outcom", "`outcome`?"),
    evidence("not a table", 'outcome = "police"', "evidence.outcome: `police` is not evidence"),
    evidence("on no such day", 'outcome = { on = "31 Feb" }', "evidence.outcome.on: `31 Feb`"),
    evidence("a key too many", 'outcome = { onn = "x" }', "evidence.outcome.onn", "mean `on`?"),
    evidence("no agency", 'outcome = { agency = "" }', "evidence.outcome.agency: ``"),
    evidence("an essay", f'outcome = {{ agency = "{"x" * 121}" }}', "outcome.agency", "up to 120"),
    evidence(
        "an agency that clears the screen",
        'outcome = { agency = "\\u001b[2Jpolice" }',
        r"evidence.outcome.agency: `\x1b[2Jpolice`",
    ),
    as_json(
        "an agency that cannot be printed",
        '{"evidence": {"outcome": {"agency": "\\ud800"}}}',
        r"evidence.outcome.agency: `\ud800`",
    ),
]

DATES = [
    dated("31 February", "decision = 2013-02-31", "is not TOML", "line 4"),
    dated("31 February in quotes", 'decision = "2013-02-31"', "dates.decision: `2013-02-31`"),
    dated("the English way", 'decision = "20/05/2013"', "dates.decision: `20/05/2013`"),
    dated("a time of day and a zone", "decision = 2013-05-20T10:00:00+01:00", "dates.decision: "),
    dated("the year 1", "decision = 0001-01-01", "dates.decision: ", "1900"),
    dated("the year 9999", "incident = 9999-12-31", "dates.incident: ", "2200"),
    dated("a number for a day", "decision = 20130520", "dates.decision: `20130520` is not a day"),
    dated("a misspelt date", "desicion = 2013-05-20", "dates.desicion", "mean `decision`?"),
    dated("publication", "publication = 2013-05-20", "dates.publication: `publication`"),
]

JUDGEMENTS = [
    judged("no such criterion", 'chlid = "met"', "judgements.chlid", "mean `child`?"),
    judged("never judged", 'died = "met"', "judgements.died: `died` is never left to judgement"),
    judged("not left", 'child = "met"', "judgements.child", "`unknown`", "only `unborn` would"),
    judged("a wrong status", 'child = "undetermined"', "judgements.child", "mean `not_met`?"),
    judged("true for met", "child = true", "judgements.child: `true` is not a judgement"),
    judged("a fact", 'joint_working = "met"', "judgements.joint_working", "answering the fact"),
    judged("a fact's criterion", 'joint-working = "met"', "judgements.joint-working", "the fact"),
    judged("an escape", '"\\u001b[2J" = "met"', r"judgements.\x1b[2J: "),
]

CASES = [*FACTS, *REFERENCES, *EVIDENCE, *DATES]
