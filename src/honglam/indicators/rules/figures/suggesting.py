"""What a figure of a document may measure and how it would be entered. Suggestions; a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from honglam.indicators.contracts import Bound, Figure, IncomingFigure, Suggestion, Unit
from honglam.indicators.rules.figures.said_times import read_said_time
from honglam.kernel.text import fold

_COMMON = frozenset(
    {
        "cac",
        "cua",
        "cho",
        "dat",
        "den",
        "duoc",
        "hon",
        "la",
        "nam",
        "tai",
        "theo",
        "trong",
        "tren",
        "va",
        "voi",
        "ty",
        "le",
    }
)
"""Words that every sentence and every indicator has."""
_MILLION = Decimal(10) ** 6


@dataclass(frozen=True, kw_only=True)
class Known:
    """An indicator as it is searched: its name and everything that is said of it, without accents."""

    code: str
    name: str
    search: str


def rank(figure: IncomingFigure, known: Iterable[Known], limit: int) -> list[Known]:
    """The indicators that share most words with a figure's own words, then with its sentence; the best first."""
    near = _words(f"{figure.what} {figure.unit}")
    far = _words(figure.quote) - near
    scored = []
    for one in known:
        name, whole = _words(one.name), _words(one.search)
        score = 4 * len(near & name) + 2 * len(near & whole) + len(far & name)
        if score:
            scored.append((-score / (4 + len(name)), one.name, one))
    return [one for _, _, one in sorted(scored, key=lambda each: each[:2])[:limit]]


def suggest(figure: IncomingFigure, unit: Unit) -> Suggestion:
    """How a figure would be entered for an indicator counted in `unit`; đồng as millions where that is meant."""
    in_dong = fold(figure.unit) == "dong" and unit is Unit.MILLION_DONG
    scale = _MILLION if in_dong else Decimal(1)
    upper = figure.upper / scale if figure.upper is not None else None
    said = Figure(value=figure.value / scale, upper=upper, bound=Bound.RANGE if upper is not None else figure.bound)
    return Suggestion(figure=said, span=read_said_time(figure.period))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:()“”\"'%/-") for word in fold(text).split()) - _COMMON - {""}
