"""A reading as fields that a person looks at: everything as it would be typed, nothing settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from honglam.documents.contracts import FoundCitation, FoundFigure, Head, ProposalKind, Reading, Typed
from honglam.documents.rules.symbols import symbol_key
from honglam.kernel.numerals import write_number

MOST_EACH = 600
"""Nobody goes through more citations or figures of one document one by one."""
MOST_QUOTE = 2_000


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """One citation or figure, where it stands and how it reads."""

    kind: ProposalKind
    paragraph: int
    start: int
    end: int
    quote: str
    said: Typed


def head_fields(head: Head) -> dict[str, str]:
    """What stands around the body, as it would be typed."""
    return {
        "kind": head.kind.value if head.kind else "",
        "symbol": head.symbol,
        "dated": day(head.dated),
        "issuer": head.issuer,
        "title": head.abstract,
        "recipients": "\n".join(head.recipients),
        "signer_post": " ".join(filter(None, (head.authority, head.signer_post))),
        "signer": head.signer,
        "note": "",
    }


def proposals(reading: Reading) -> list[Proposed]:
    """Citations and figures in the order of the text, at most so many of each. No document cites itself."""
    own = symbol_key(reading.head.symbol)
    cited = [one for one in reading.citations[:MOST_EACH] if not own or symbol_key(one.symbol) != own]
    found = [*map(_citation, cited), *map(_figure, reading.figures[:MOST_EACH])]
    return sorted(found, key=lambda one: (one.paragraph, one.start))


def is_cut(reading: Reading) -> bool:
    """Whether more was found than is proposed."""
    return max(len(reading.citations), len(reading.figures)) > MOST_EACH


def day(on: date | None) -> str:
    """A day as it is typed here."""
    return f"{on:%d/%m/%Y}" if on else ""


def pieces(text: str, marks: list[tuple[int, int, int]]) -> Iterator[tuple[str, int | None]]:
    """A paragraph in pieces: each with the number of the proposal that it is, or None. `marks`: start, end, number.

    Places that overlap are marked once: a citation and a figure never share letters, a broken row may.
    """
    done = 0
    for start, end, number in sorted(marks):
        if start < done or end > len(text) or start >= end:
            continue
        if start > done:
            yield text[done:start], None
        yield text[start:end], number
        done = end
    if done < len(text):
        yield text[done:], None


def _citation(one: FoundCitation) -> Proposed:
    said = {"symbol": one.symbol, "title": one.title, "dated": day(one.dated), "relation": one.relation.value}
    return Proposed(
        kind=ProposalKind.CITATION,
        paragraph=one.paragraph,
        start=one.start,
        end=one.end,
        quote=one.sentence[:MOST_QUOTE],
        said=said,
    )


def _figure(one: FoundFigure) -> Proposed:
    said = {
        "value": write_number(one.value),
        "upper": write_number(one.upper) if one.upper is not None else "",
        "of": write_number(one.of) if one.of is not None else "",
        "bound": one.bound.value,
        "unit": one.unit,
        "period": one.period,
        "whom": "",
        "what": one.what,
    }
    return Proposed(
        kind=ProposalKind.FIGURE,
        paragraph=one.paragraph,
        start=one.start,
        end=one.end,
        quote=one.sentence[:MOST_QUOTE],
        said=said,
    )
