"""Expressions of the dictionary as SQL, for the screen: four rules of arithmetic over numbers of the same subject and
day. Only aliases and written numbers come into the text; codes of indicators stay parameters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from honglam.indicators.contracts import Definition, Unit
from honglam.indicators.rules.checking.relations import MOST_INPUTS
from honglam.indicators.rules.figures.formulas import names_of
from honglam.kernel.expressions import parse
from honglam.kernel.expressions.syntax import Binary, Literal, Name, Node, Unary

_SIGNS = frozenset("+-*/")
_SLACK = "(0.000001 + 1e-12 * abs({0}))"
"""The rules round to six digits, and the expression language gives floats: so close to an edge they decide."""
_HALF = "5 * power(10::numeric, -scale(trim_scale(v.value)) - 1)"
"""What a number stands for to either side: half of its last digit (`rules.figures.comparing.interval`)."""
STANDS = """
{0}.value IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM indicators_indicatorvalue l WHERE l.corrects_id = {0}.id AND l.corrects_id IS NOT NULL
)
"""
"""Nothing corrects it. That corrections are few shows only in what is not null: the planner asks for that word."""
PLACES = """
SELECT id AS scope_id, part, min(id) OVER (PARTITION BY agency_id, area_id, external) AS place FROM indicators_scope
"""
_INPUT = """
LEFT JOIN (
    SELECT i.scope_id, i.last_on, count(*) AS many, min(i.value) AS value, min(i.first_on) AS first_on,
        bool_or(i.bound <> 'exact' OR i.unit <> '') AS odd
    FROM indicators_indicatorvalue i WHERE i.indicator_id = %s AND {stands} GROUP BY 1, 2
) {alias} ON {alias}.scope_id = v.scope_id AND {alias}.last_on = v.last_on
AND ({alias}.first_on IS NULL OR v.first_on IS NULL OR {alias}.first_on = v.first_on OR {alias}.many > 1)
"""
_STATEMENT = f"""
SELECT DISTINCT p.place FROM indicators_indicatorvalue v
JOIN ({PLACES}) p ON p.scope_id = v.scope_id
{{inputs}}
WHERE v.indicator_id = %s AND {{stands}} AND ({{unclear}} OR ({{wrong}}))
"""  # noqa: S608 - a constant of this file


def screenable(definition: Definition) -> bool:
    """Whether the database can pass over everything that the rules compute for this indicator."""
    texts = [one for one in (*definition.expressions, definition.limit, definition.least) if one]
    return all(len(names_of([one])) <= MOST_INPUTS and _simple(parse(one).root) for one in texts)


def related(definition: Definition, ids: Mapping[str, int]) -> Iterator[tuple[str, list[Any]]]:
    """One statement for each thing that is computed: the formula, the limit, the least."""
    if definition.expressions:
        yield _held_against(definition, definition.expressions, ids)
    for text, above in ((definition.limit, True), (definition.least, False)):
        if text:
            yield _edge(definition, text, ids, above=above)


@dataclass(frozen=True, kw_only=True)
class _Inputs:
    """The numbers that expressions name: their joins, and what is asked of them."""

    alias: Mapping[str, str]
    joins: str
    keys: list[int]

    @property
    def present(self) -> str:
        """All of them are there."""
        return self.are(self.alias)

    @property
    def unclear(self) -> str:
        """What only the rules can tell: several numbers, numbers said otherwise, of a part, of one day alone."""
        ways = ["v.bound <> 'exact'", "v.unit <> ''"]
        ways += [f"{one}.many > 1 OR {one}.odd" for one in self.alias.values()]
        if self.alias:
            ways += ["p.part <> ''", f"(v.first_on IS NULL AND NOT ({self.present}))"]
        return "(" + " OR ".join(ways) + ")"

    def are(self, names: Sequence[str] | Mapping[str, str] | frozenset[str]) -> str:
        """Each of these is there."""
        return " AND ".join(f"{self.alias[name]}.many = 1" for name in sorted(names)) or "true"


def _inputs(expressions: Sequence[str], ids: Mapping[str, int]) -> _Inputs:
    alias = {name: f"n{at}" for at, name in enumerate(sorted(names_of(expressions)))}
    joins = "".join(_INPUT.format(alias=one, stands=STANDS.format("i")) for one in alias.values())
    return _Inputs(alias=alias, joins=joins, keys=[ids.get(name, 0) for name in alias])


def _held_against(definition: Definition, expressions: Sequence[str], ids: Mapping[str, int]) -> tuple[str, list[Any]]:
    inputs = _inputs(expressions, ids)
    if definition.formula:
        result, doubtful = _rounded(definition.formula, inputs), "false"
    else:
        top, bottom = (_rounded(one, inputs) for one in (definition.numerator, definition.denominator))
        factor = 100 if definition.unit is Unit.PERCENT else 1
        # Below one the rounding of the denominator weighs more than the slack.
        result, doubtful = f"{factor} * {top} / NULLIF({bottom}, 0)", f"abs({bottom}) < 1"
    differs = f"abs({result} - v.value) > {_HALF} + 0.005 - {_SLACK.format(result)}"
    wrong = f"{inputs.present} AND v.nature = 'actual' AND ({differs} OR {doubtful} OR {_vague(result)})"
    implied = _implied(definition, inputs)
    return _statement(definition, inputs, f"({wrong}) OR ({implied})", ids)


def _implied(definition: Definition, inputs: _Inputs) -> str:
    """A share whose numerator is known and whose denominator is not."""
    tops = names_of([definition.numerator]) if definition.numerator else frozenset()
    bottoms = names_of([definition.denominator]) if definition.denominator else frozenset()
    if not tops or not bottoms or definition.unit is not Unit.PERCENT:
        return "false"
    lacking = " OR ".join(f"{inputs.alias[name]}.many IS NULL" for name in sorted(bottoms))
    return f"{inputs.are(tops)} AND ({lacking})"


def _edge(definition: Definition, text: str, ids: Mapping[str, int], *, above: bool) -> tuple[str, list[Any]]:
    inputs = _inputs([text], ids)
    edge = _rounded(text, inputs)
    over = f"v.value - {_HALF} >= {edge} - {_SLACK.format(edge)}" if above else f"v.value < {edge}"
    return _statement(definition, inputs, f"{inputs.present} AND ({over} OR {_vague(edge)})", ids)


def _statement(definition: Definition, inputs: _Inputs, wrong: str, ids: Mapping[str, int]) -> tuple[str, list[Any]]:
    text = _STATEMENT.format(inputs=inputs.joins, stands=STANDS.format("v"), unclear=inputs.unclear, wrong=wrong)
    return text, [*inputs.keys, ids[definition.code]]


def _vague(result: str) -> str:
    """So large that a float has no exact digits behind the point."""
    return f"(abs({result}) > 1e8 AND {result} <> trunc({result}))"


def _rounded(source: str, inputs: _Inputs) -> str:
    return f"round({_sql(parse(source).root, inputs.alias)}, 6)"


def _sql(node: Node, alias: Mapping[str, str]) -> str:
    match node:
        case Literal(value=value):
            return f"{value}::numeric"
        case Name(path=path):
            return f"{alias['.'.join(path)]}.value"
        case Unary(operand=operand):
            return f"(- {_sql(operand, alias)})"
        case Binary(sign="/", left=left, right=right):
            return f"({_sql(left, alias)} / NULLIF({_sql(right, alias)}, 0))"
        case Binary(sign=sign, left=left, right=right):
            return f"({_sql(left, alias)} {sign} {_sql(right, alias)})"
    raise AssertionError(node)


def _simple(node: Node) -> bool:
    match node:
        case Literal(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Name():
            return True
        case Unary(sign=sign, operand=operand):
            return sign == "-" and _simple(operand)
        case Binary(sign=sign, left=left, right=right):
            return sign in _SIGNS and _simple(left) and _simple(right)
    return False
