"""Everything that rules find in one text."""

from collections.abc import Mapping, Sequence

from honglam.documents.contracts import FoundCitation, FoundFigure, Paragraph, Reading
from honglam.documents.rules.citing import find_citations
from honglam.documents.rules.counting import find_figures
from honglam.documents.rules.heading import read_head
from honglam.documents.rules.paragraphs import read_paragraphs
from honglam.documents.rules.tabling import find_cells


def read_document(text: str, *, broken: bool = True) -> Reading:
    """Head, paragraphs, citations and figures of a text. The same text always reads the same.

    `broken`: as `read_paragraphs` has it; what a word processor keeps is not.
    """
    paragraphs = read_paragraphs(text, broken=broken)
    cited = {one.number: find_citations(one) for one in paragraphs}
    figures = _figures(paragraphs, cited)
    return Reading(
        head=read_head(text),
        paragraphs=paragraphs,
        citations=tuple(found for one in paragraphs for found in cited[one.number]),
        figures=tuple(figures),
    )


def _figures(paragraphs: Sequence[Paragraph], cited: Mapping[int, Sequence[FoundCitation]]) -> list[FoundFigure]:
    """Those in the cells of tables, and those in sentences; a number that fills a cell is the table's."""
    cells = find_cells(paragraphs)
    taken = {(one.paragraph, one.start) for one in cells}
    said = [found for one in paragraphs for found in find_figures(one, cited[one.number])]
    return sorted(
        [*cells, *(one for one in said if (one.paragraph, one.start) not in taken)],
        key=lambda one: (one.paragraph, one.start),
    )
