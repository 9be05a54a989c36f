"""Documents named with two dates, two numbers or two issuers, and names by which nobody can find them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from honglam.indicators.contracts import Fault, FindingKind, Severity
from honglam.indicators.rules.checking.said import Cited, grouped
from honglam.kernel.values import text_noop


def citations(cited: Iterable[Cited]) -> Iterator[Fault]:
    """Every document whose names disagree with each other or with the register, or do not suffice."""
    for document, same in grouped(cited, lambda one: one.document):
        yield from _differing(document, same)
        yield from _incomplete(document, same)


def _differing(document: str, same: Sequence[Cited]) -> Iterator[Fault]:
    first = same[0]
    ways = {
        "symbol": _ways([first.known_symbol, *(one.symbol for one in same)]),
        "dated": _ways([_day(first.known_dated), *(_day(one.dated) for one in same)]),
        "issuer": _ways([first.known_issuer, *(one.issuer for one in same)]),
    }
    for what, written in ways.items():
        if len(written) > 1:
            odd = [one for one in same if getattr(one, what)]
            yield Fault(
                kind=FindingKind.CITATION,
                severity=Severity.WARNING,
                key="|".join((FindingKind.CITATION.value, document, what)),
                message=_MESSAGES[what],
                params={"title": first.title},
                arithmetic=_counted(written, odd, what),
                citations=tuple(one.citation_id for one in odd),
            )


_MESSAGES = {
    "symbol": text_noop("A document is cited with different numbers: %(title)s"),
    "dated": text_noop("A document is cited with different dates: %(title)s"),
    "issuer": text_noop("A document is cited as issued by different bodies: %(title)s"),
}


def _ways(texts: Sequence[str]) -> list[str]:
    """The different writings, the register's first; differences of spaces and case are none."""
    seen: dict[str, str] = {}
    for text in texts:
        if text:
            seen.setdefault(_squeezed(text), text)
    return list(seen.values())


def _counted(written: Sequence[str], odd: Sequence[Cited], what: str) -> str:
    """Each writing with how often it stands there; the register's without."""
    said = [_squeezed(_day(one.dated) if what == "dated" else getattr(one, what)) for one in odd]
    counts = [(text, said.count(_squeezed(text))) for text in written]
    return " ≠ ".join(f"{count} × {text}" if count else text for text, count in counts)


def _incomplete(document: str, same: Sequence[Cited]) -> Iterator[Fault]:
    first = same[0]
    without_date = first.known_dated is None and not any(one.dated for one in same)
    broken = first.known_symbol.endswith("/")
    if without_date or broken:
        named = ", ".join(dict.fromkeys(one.symbol for one in same if one.symbol)) or first.title
        yield Fault(
            kind=FindingKind.CITATION_INCOMPLETE,
            severity=Severity.NOTE,
            key="|".join((FindingKind.CITATION_INCOMPLETE.value, document)),
            message=text_noop("A document is cited without what is needed to find it: %(title)s"),
            params={"title": first.title},
            arithmetic=named,
            citations=tuple(one.citation_id for one in same),
        )


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def _day(day: object) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"
