"""Codes of directives and numbers of their tasks."""


def directive_code(*, agency: str, year: int, count: int) -> str:
    """`CD.SO-MAU.2026.0012`: the twelfth directive of an agency in a year."""
    return f"CD.{agency}.{year}.{count:04d}"


def child_number(*, parent: str, count: int) -> str:
    """`3.2`: the second part of task 3; `2`: the second task of a directive."""
    return f"{parent}.{count}" if parent else str(count)


def depth(number: str) -> int:
    """How deep in the tree a task stands, from 0."""
    return number.count(".")


def position(number: str) -> int:
    """The place among its siblings that a number states: its last figure; letters count from a."""
    last = number.rpartition(".")[2].strip()
    if last.isdecimal():
        return int(last)
    return ord(last[0].lower()) - ord("a") + 1 if last else 0


def place_of(number: str) -> tuple[int, ...]:
    """The order of numbers in a tree: 1, 1.1, 2, 10."""
    return tuple(position(part) for part in number.split("."))
