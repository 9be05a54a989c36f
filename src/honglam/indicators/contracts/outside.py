"""Indices that others publish about the province: which indicators hold the rank, the score and the components."""

from dataclasses import dataclass

from honglam.indicators.contracts.criteria import Citation
from honglam.indicators.contracts.dictionary import Definition
from honglam.indicators.contracts.values import ValueView
from honglam.kernel.values import NotFound, text_noop


@dataclass(frozen=True, kw_only=True)
class OutsideIndex:
    """An index as the pack names it; `rank`, `score` and `components` are codes of indicators."""

    code: str
    title: str
    publisher: str
    about: str
    rank: str = ""
    score: str = ""
    components: tuple[str, ...] = ()
    order: int = 0
    source: Citation | None = None
    provisional: bool = False

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator of it, the rank first."""
        return tuple(one for one in (self.rank, self.score, *self.components) if one)


@dataclass(frozen=True, kw_only=True)
class OutsideLine:
    """One row of an index: an indicator, or a part of one, with what was said of it year by year."""

    definition: Definition
    part: str
    title: str
    values: tuple[ValueView, ...]


@dataclass(frozen=True, kw_only=True)
class OutsideView:
    """An index with its rows and the years that something was said of; `newest`: the last actual rank."""

    index: OutsideIndex
    lines: tuple[OutsideLine, ...]
    years: tuple[int, ...]
    newest: ValueView | None


class OutsideIndexNotFound(NotFound):
    """No such index in the pack."""

    code = "outside_index_not_found"
    message = text_noop("This index was not found.")
