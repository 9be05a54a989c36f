"""Sentences with places in braces. Pure; nothing in a sentence is ever evaluated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from honglam.indicators.contracts import Each, Pattern, Sentence

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)(?:\.([a-z]+))?\}")
FORMS = frozenset({"", "noun", "name", "part"})
"""How a figure can be said: alone, with what is counted; or the name of its indicator, of its part."""
KNOWN = frozenset({"period", "before", "next", "year", "agency", "last_day"})
"""Places that every sentence knows."""
ITEM = frozenset({"value", "part"})
"""Places of an item in a list."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a sentence, or plain words where `name` is empty."""

    text: str = ""
    name: str = ""
    form: str = ""


def places_of(say: str) -> list[Place]:
    """The sentence taken apart, in order; `{{` is no brace of ours and stays as it is."""
    found: list[Place] = []
    at = 0
    for match in _PLACE.finditer(say):
        if match.start() > at:
            found.append(Place(text=say[at : match.start()]))
        found.append(Place(name=match.group(1), form=match.group(2) or ""))
        at = match.end()
    if at < len(say):
        found.append(Place(text=say[at:]))
    return found


def names_in(say: str) -> list[tuple[str, str]]:
    """The places of a sentence with their forms."""
    return [(one.name, one.form) for one in places_of(say) if one.name]


def filled(say: str, known: Mapping[str, str]) -> str:
    """A sentence of known places only, as in headings."""
    return "".join(one.text or known.get(one.name, "") for one in places_of(say))


def words_of(say: str) -> str:
    """The sentence without its places: what must hold no digit."""
    return _PLACE.sub("", say)


def texts_of(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """Every text of a pattern that comes to stand on the paper, with where it stands in the pack."""
    yield from (("subject", pattern.subject), ("document", pattern.document), ("signer", pattern.signer))
    yield from ((f"recipients[{at}]", one) for at, one in enumerate(pattern.recipients))
    for at, sentence in enumerate(pattern.opening):
        yield from _sentence(f"opening[{at}]", sentence)
    for at, section in enumerate(pattern.sections):
        yield f"sections[{at}].title", section.title
        for number, block in enumerate(section.blocks):
            path = f"sections[{at}].blocks[{number}]"
            for index, sentence in enumerate(block.words):
                yield from _sentence(f"{path}.words[{index}]", sentence)
            if block.each:
                yield from _each(f"{path}.each", block.each)
            if block.table:
                yield f"{path}.table.title", block.table.title
                yield f"{path}.table.none", block.table.none
                yield from ((f"{path}.table.columns[{i}]", one.title) for i, one in enumerate(block.table.columns))
                yield from ((f"{path}.table.lines[{i}]", one.title) for i, one in enumerate(block.table.lines))
            if block.chart:
                yield f"{path}.chart.title", block.chart.title
                yield from ((f"{path}.chart.lines[{i}]", one.title) for i, one in enumerate(block.chart.lines))


def sentences_of(pattern: Pattern) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of a pattern with its path in the pack."""
    yield from ((f"opening[{at}]", one) for at, one in enumerate(pattern.opening))
    for at, section in enumerate(pattern.sections):
        for number, block in enumerate(section.blocks):
            for index, sentence in enumerate(block.words):
                yield f"sections[{at}].blocks[{number}].words[{index}]", sentence


def _sentence(path: str, sentence: Sentence) -> Iterator[tuple[str, str]]:
    yield f"{path}.say", sentence.say
    yield f"{path}.otherwise", sentence.otherwise
    for name, one in sentence.lists.items():
        yield f"{path}.lists.{name}.item", one.item
        yield f"{path}.lists.{name}.join", one.join


def _each(path: str, each: Each) -> Iterator[tuple[str, str]]:
    yield from ((f"{path}.say", each.say), (f"{path}.otherwise", each.otherwise), (f"{path}.none", each.none))
