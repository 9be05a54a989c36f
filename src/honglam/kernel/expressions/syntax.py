"""From text to tree: a tokenizer and a Pratt parser, with limits that no honest expression meets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from honglam.kernel.values import text_noop

MAX_LENGTH = 2_000
MAX_TOKENS = 400
MAX_DEPTH = 40

FUNCTIONS: dict[str, tuple[int, int]] = {
    "len": (1, 1),
    "sum": (1, 20),
    "min": (1, 20),
    "max": (1, 20),
    "round": (1, 2),
    "age": (2, 2),
    "days_between": (2, 2),
}
"""Name → least and greatest number of arguments."""

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?)(?![\w.])
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)(?!\.)
      | (?P<sign>==|!=|<=|>=|[<>+\-*/()\[\],])
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)")
_WORDS = {"and", "or", "not", "in"}
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_POWER = {"or": 1, "and": 2} | dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in", "not in"), 4)
_POWER |= {"+": 5, "-": 5, "*": 6, "/": 6}
_NOT_POWER, _COMPARISON, _MINUS_POWER = 3, 4, 7


class ExpressionError(Exception):
    """A fault at a place. `message` is an English msgid filled from `params`; `position` counts from 1."""

    def __init__(self, code: str, message: str, position: int, **params: Any) -> None:
        super().__init__(f"{message % params if params else message} (at {position})")
        self.code = code
        self.message = message
        self.position = position
        self.params = params


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: text, number (as written), true, false, null."""

    value: str | int | float | bool | None
    at: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list written out."""

    items: tuple["Node", ...]
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A value looked up by its dotted path."""

    path: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Unary:
    """`not x` or `-x`."""

    sign: str
    operand: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and a sign between them."""

    sign: str
    left: "Node"
    right: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple["Node", ...]
    at: int


Node = Literal | Items | Name | Unary | Binary | Call


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression. `names` are the dotted paths it reads."""

    source: str
    root: Node
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """The tree of an expression; ExpressionError names the first fault and its place."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError("too_long", text_noop("The expression is too long."), 1)
    parser = _Parser(_tokens(source), end=len(source) + 1)
    root = parser.expression(0, 0)
    parser.finish()
    return Expression(source, root, frozenset(".".join(name.path) for name in _walk(root) if isinstance(name, Name)))


def to_json(expression: Expression) -> list[Any]:
    """The tree as nested lists for the page's script: `["==", ["name", "con.gioi_tinh"], ["is", "nam"]]`."""
    return _as_lists(expression.root)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case Items(items=below) | Call(arguments=below):
            return below
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
    return ()


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _walk(child)


def _as_lists(node: Node) -> list[Any]:
    match node:
        case Literal(value=value):
            return ["is", value]
        case Name(path=path):
            return ["name", ".".join(path)]
        case Items(items=items):
            return ["list", *map(_as_lists, items)]
        case Unary(sign=sign, operand=operand):
            return ["not" if sign == "not" else "minus", _as_lists(operand)]
        case Binary(sign=sign, left=left, right=right):
            return [sign, _as_lists(left), _as_lists(right)]
        case Call(function=function, arguments=arguments):
            return ["call", function, *map(_as_lists, arguments)]


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = len(source.rstrip())
    at = 0
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None:
            at += len(source[at:]) - len(source[at:].lstrip())
            raise ExpressionError(
                "bad_character", text_noop("“%(text)s” is not understood here."), at + 1, text=source[at : at + 10]
            )
        kind = str(match.lastgroup)
        text = match[kind]
        tokens.append(_Token("sign" if text in _WORDS else kind, text, match.start(kind) + 1))
        at = match.end()
    if len(tokens) > MAX_TOKENS:
        raise ExpressionError("too_long", text_noop("The expression is too long."), tokens[MAX_TOKENS].at)
    return tokens


class _Parser:
    """Pratt's method: each sign binds with a power; an operand belongs to the stronger neighbour."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._end = _Token("end", "", end)

    def expression(self, power: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise ExpressionError("too_deep", text_noop("The expression is nested too deeply."), self._peek().at)
        left = self._operand(depth)
        while (sign := self._infix()) and _POWER[sign] > power:
            at = self._take().at
            if sign == "not in":
                self._take()
            right = self.expression(_POWER[sign], depth + 1)
            left = Binary(sign, left, right, at)
            if _POWER[sign] == _COMPARISON and _POWER.get(self._infix()) == _COMPARISON:
                raise ExpressionError(
                    "chained", text_noop("Comparisons cannot be chained; join them with “and”."), self._peek().at
                )
        return left

    def finish(self) -> None:
        token = self._peek()
        if token.kind != "end":
            raise self._unexpected(token)

    def _operand(self, depth: int) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return Literal(float(token.text) if "." in token.text else int(token.text), token.at)
            case "text":
                return Literal(_ESCAPE.sub(r"\1", token.text[1:-1]), token.at)
            case "name":
                return self._name(token, depth)
            case "sign":
                return self._prefixed(token, depth)
        raise self._unexpected(token)

    def _name(self, token: _Token, depth: int) -> Node:
        if token.text in _CONSTANTS:
            return Literal(_CONSTANTS[token.text], token.at)
        if self._peek().text != "(" or self._peek().kind != "sign":
            return Name(tuple(token.text.split(".")), token.at)
        return self._call(token, depth)

    def _call(self, token: _Token, depth: int) -> Call:
        if token.text not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            message = text_noop("There is no function “%(name)s”. Functions: %(known)s.")
            raise ExpressionError("unknown_function", message, token.at, name=token.text, known=known)
        self._take()
        arguments = self._series(")", depth)
        least, greatest = FUNCTIONS[token.text]
        if not least <= len(arguments) <= greatest:
            message = text_noop("“%(name)s” takes %(least)s to %(greatest)s arguments, not %(given)s.")
            raise ExpressionError(
                "wrong_arguments",
                message,
                token.at,
                name=token.text,
                least=least,
                greatest=greatest,
                given=len(arguments),
            )
        return Call(token.text, arguments, token.at)

    def _prefixed(self, token: _Token, depth: int) -> Node:
        if token.text == "(":
            inner = self.expression(0, depth + 1)
            self._expect(")")
            return inner
        if token.text == "[":
            return Items(self._series("]", depth), token.at)
        if token.text == "not":
            return Unary("not", self.expression(_NOT_POWER, depth + 1), token.at)
        if token.text == "-":
            return Unary("-", self.expression(_MINUS_POWER, depth + 1), token.at)
        raise self._unexpected(token)

    def _series(self, closing: str, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        while not self._at_sign(closing):
            items.append(self.expression(0, depth + 1))
            if not self._at_sign(closing):
                self._expect(",")
        self._expect(closing)
        return tuple(items)

    def _infix(self) -> str:
        token = self._peek()
        if token.kind != "sign":
            return ""
        if token.text == "not":
            following = self._tokens[self._next + 1] if self._next + 1 < len(self._tokens) else self._end
            return "not in" if following.kind == "sign" and following.text == "in" else ""
        return token.text if token.text in _POWER else ""

    def _at_sign(self, text: str) -> bool:
        token = self._peek()
        return token.kind == "sign" and token.text == text

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else self._end

    def _take(self) -> _Token:
        token = self._peek()
        self._next += 1
        return token

    def _expect(self, text: str) -> None:
        token = self._take()
        if token.kind != "sign" or token.text != text:
            raise self._unexpected(token)

    def _unexpected(self, token: _Token) -> ExpressionError:
        if token.kind == "end":
            return ExpressionError("unfinished", text_noop("The expression ends too early."), token.at)
        message = text_noop("“%(text)s” does not belong here.")
        return ExpressionError("unexpected", message, token.at, text=token.text)
