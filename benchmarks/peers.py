"""Two other engines on one test: a serious case review under Working Together 2015.

Both are written in their own expression language, the same text for each: an answer is compared by
`==`, which rule-engine does much faster than `in`. In three values, a test joined by `and` and `or`
is met if it holds of what is met, and not met if it fails even of what is met or open; so one
expression asks it twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from cases import Case
from ours import answers

EDITION, TEST = "wt-2015", "serious-case-review"

ABUSE, LINK, BY = "abuse_or_neglect", "link_to_abuse_or_neglect", "abuse_or_neglect_by"
INJURY, LASTING = "potentially_life_threatening_injury", "long_term_impairment"
SERIOUS, JOINT = "serious_harm_judgement", "joint_working"
AGE, OUTCOME, DETENTION = "age_group", "outcome", "detention"
DEFEATED = f"{JOINT} == 'definitively_none'"
READ = (AGE, ABUSE, LINK, BY, OUTCOME, INJURY, LASTING, SERIOUS, JOINT, DETENTION)
"""The facts that the test reads; the peers are handed these, and we all of them."""

Status = Callable[[Case], str]


def among(fact: str, *values: str) -> str:
    """That the answer to a fact is one of these, in either language."""
    return "(" + " or ".join(f"{fact} == '{value}'" for value in values) + ")"


def limbs(child: str, abuse: str, died: str, harm: str, detained: str) -> str:
    """The death limb, the harm limb or the custody limb."""
    return f"{child} and ({abuse} and ({died} or {harm}) or {died} and {detained})"


def met() -> str:
    """That a limb is met."""
    abuse = [among(ABUSE, "known", "suspected"), among(LINK, "factor", "unknown")]
    serious = [among(INJURY, "yes"), among(LASTING, "yes"), among(SERIOUS, "serious")]
    listed = among(DETENTION, "custody", "secure_childrens_home", "mental_health_act")
    deprived = among(DETENTION, "deprivation_of_liberty")
    return limbs(
        child=among(AGE, "under_16", "16_or_17"),
        abuse=f"{' and '.join(abuse)} and {among(BY, 'person', 'unknown')}",
        died=among(OUTCOME, "died"),
        harm=f"{OUTCOME} == 'harmed' and not ({DEFEATED}) and ({' or '.join(serious)})",
        detained=f"({listed} or {deprived} and {AGE} == '16_or_17')",
    )


def not_excluded() -> str:
    """That a limb is met or open: an unborn child and a link or abuser left to people stay open."""
    serious = f"({INJURY} != 'no' or {LASTING} != 'no' or {SERIOUS} != 'not_serious')"
    deprived = f"{DETENTION} == 'deprivation_of_liberty'"
    of_age = among(AGE, "16_or_17", "unknown")
    return limbs(
        child=among(AGE, "under_16", "16_or_17", "unborn", "unknown"),
        abuse=f"{ABUSE} != 'not_suspected'",
        died=among(OUTCOME, "died", "unknown"),
        harm=f"{among(OUTCOME, 'harmed', 'unknown')} and not ({DEFEATED}) and {serious}",
        detained=f"({DETENTION} != 'none' and (not ({deprived}) or {of_age}))",
    )


def expression() -> str:
    """The status of the whole test, in either language."""
    return f"({met()}) ? 'met' : (({not_excluded()}) ? 'undetermined' : 'not_met')"


def graph() -> str:
    """A decision graph for zen-engine: input, one expression, output."""
    kinds = {"in": "inputNode", "test": "expressionNode", "out": "outputNode"}
    said = {"expressions": [{"id": "1", "key": "status", "value": expression()}]}
    place = {"x": 0, "y": 0}
    nodes = [{"id": i, "type": kind, "name": i, "position": place} for i, kind in kinds.items()]
    nodes[1]["content"] = said
    edges = [("in", "test"), ("test", "out")]
    joined = [{"id": a + b, "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges]
    return json.dumps({"nodes": nodes, "edges": joined})


def zen_graph() -> Status:
    """A decision graph, loaded as compiled content: the fastest way to ask one from Python."""
    import zen

    content = zen.ZenDecisionContent(graph())
    evaluate = zen.ZenEngine({"loader": lambda key: content}).evaluate
    return lambda case: str(evaluate(TEST, case)["result"]["status"])


def zen_expression() -> Status:
    """One compiled expression, without a graph."""
    import zen

    evaluate = zen.compile_expression(expression()).evaluate
    return lambda case: str(evaluate(case))


def rule_engine_rule() -> Status:
    """One compiled rule."""
    import rule_engine  # type: ignore[import-untyped]

    evaluate = rule_engine.Rule(expression()).evaluate
    return lambda case: str(evaluate(case))


def peers() -> dict[str, Status]:
    """The other engines, ready."""
    return {
        "zen-engine, decision graph": zen_graph(),
        "zen-engine, one expression": zen_expression(),
        "rule-engine, one rule": rule_engine_rule(),
    }


def read_by_peers(case: Case) -> Case:
    """The facts that the test reads, absent ones as `unknown`."""
    told = answers(case)
    return {fact: told[fact] for fact in READ}
