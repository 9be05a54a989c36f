"""Everything that rules find in one text."""

from honglam.documents.contracts import Reading
from honglam.documents.rules.citing import find_citations
from honglam.documents.rules.counting import find_figures
from honglam.documents.rules.heading import read_head
from honglam.documents.rules.paragraphs import read_paragraphs


def read_document(text: str, *, broken: bool = True) -> Reading:
    """Head, paragraphs, citations and figures of a text. The same text always reads the same.

    `broken`: as `read_paragraphs` has it; what a word processor keeps is not.
    """
    paragraphs = read_paragraphs(text, broken=broken)
    cited = {one.number: find_citations(one) for one in paragraphs}
    figures = [found for one in paragraphs for found in find_figures(one, cited[one.number])]
    return Reading(
        head=read_head(text),
        paragraphs=paragraphs,
        citations=tuple(found for one in paragraphs for found in cited[one.number]),
        figures=tuple(figures),
    )
