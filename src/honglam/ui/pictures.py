"""Charts as pictures of their own: one SVG file with title, unit and source, to be saved, printed or embedded anywhere.

They carry their colours and words with them, need no stylesheet and no script, and say to a screen reader what they
show. Pages draw the same numbers with `ui/components/chart.html`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse

from honglam.ui import charts
from honglam.ui.formats import format_number

WIDTH = 800
MARGIN = 24
INK, SLATE, LINE, PAPER = "#15202B", "#4A5763", "#D3DBE1", "#FFFFFF"
STROKES = (("#14759E", ""), ("#1E6B3C", "10 6"), ("#B97F00", "2 6"), ("#4A5763", "14 4 2 4"))
SHADES = ("#D6EBF3", "#A3CFE2", "#6FB1CE", "#1F7398", "#0B4F6C")
DARK_FROM = 3
"""From this shade on, words on it are white."""
BAR, GAP = 22, 10
LABEL = 320
PLOT = 280
TILE = 40
MOST_LETTERS = 38


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands around a picture."""

    title: str
    unit: str = ""
    source: str = ""


def answer(svg: str, name: str) -> HttpResponse:
    """The picture as a file of its own that other sites may show."""
    headers = {
        "Content-Disposition": f'inline; filename="{name}.svg"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8", headers=headers)


def bars(words: Words, rows: Sequence[tuple[str, float]]) -> str:
    """Bars that start at zero, one below the other."""
    top, across = charts.scale([value for _, value in rows]), WIDTH - LABEL - 2 * MARGIN - 90
    drawn = []
    for place, (label, value) in enumerate(rows):
        y = place * (BAR + GAP)
        length = across * max(0.0, value) / top
        drawn += [
            _text(LABEL - 10, y + 16, _short(label), anchor="end"),
            f'<rect x="{LABEL}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2" fill="{STROKES[0][0]}"/>',
            _text(LABEL + length + 8, y + 16, format_number(value), weight=600),
        ]
    return _frame(words, drawn, len(rows) * (BAR + GAP))


def courses(words: Words, labels: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> str:
    """Courses over time, at most four."""
    top = charts.scale([value for values in series.values() for value in values])
    across, left = WIDTH - 2 * MARGIN - 80, 70
    drawn = [
        _text(left - 8, 6, format_number(top), anchor="end", fill=SLATE),
        _text(left - 8, PLOT + 4, "0", anchor="end", fill=SLATE),
        f'<path d="M{left} 0h{across}M{left} {PLOT / 2}h{across}M{left} {PLOT}h{across}" stroke="{LINE}" fill="none"/>',
    ]
    for place, ((name, values), (colour, dashes)) in enumerate(zip(series.items(), STROKES, strict=False)):
        style = f'stroke="{colour}" stroke-width="3" stroke-dasharray="{dashes}" fill="none"'
        path = charts.line(values, top, across, PLOT)
        y = PLOT + 56 + 24 * place
        drawn += [
            f'<g transform="translate({left} 0)"><path d="{path}" {style}/></g>',
            f'<path d="M{left} {y - 5}h28" {style}/>',
            _text(left + 38, y, f"{name}: {format_number(values[-1])}" if values[-1] is not None else name),
        ]
    ends = ((0, labels[0], "start"), (across, labels[-1], "end")) if labels else ()
    drawn += [_text(left + x, PLOT + 24, label, anchor=anchor, fill=SLATE) for x, label, anchor in ends]
    return _frame(words, drawn, PLOT + 56 + 24 * len(series))


@dataclass(frozen=True, kw_only=True)
class Square:
    """A square of a map; `level` an index of the classes, none where nothing is known."""

    row: int
    column: int
    short: str
    label: str
    value: float | None
    level: int | None


def squares(words: Words, land: Sequence[Square], classes: Sequence[str], nothing: str) -> str:
    """A map of squares with its classes beside it."""
    drawn = [part for one in land for part in _square(one, words.unit, nothing)]
    left = (max(one.column for one in land) + 1) * TILE + 30
    for place, name in enumerate((*classes, nothing)):
        fill = SHADES[place] if place < len(classes) else PAPER
        y = place * 28
        drawn += [
            f'<rect x="{left}" y="{y}" width="18" height="18" fill="{fill}" stroke="{SLATE}"/>',
            _text(left + 28, y + 14, name),
        ]
    return _frame(words, drawn, max((max(one.row for one in land) + 1) * TILE, 28 * (len(classes) + 1)))


def _square(one: Square, unit: str, nothing: str) -> tuple[str, str, str]:
    x, y = one.column * TILE, one.row * TILE
    fill, ink = (PAPER, SLATE) if one.level is None else (SHADES[one.level], INK)
    if one.level is not None and one.level >= DARK_FROM:
        ink = PAPER
    said = nothing if one.value is None else f"{format_number(one.value)} {unit}".strip()
    return (
        f"<g><title>{escape(f'{one.label}: {said}')}</title>"
        f'<rect x="{x + 1}" y="{y + 1}" width="38" height="38" rx="3" fill="{fill}" stroke="{LINE}"/>',
        _text(x + TILE / 2, y + 25, one.short, anchor="middle", fill=ink, weight=600),
        "</g>",
    )


def _frame(words: Words, drawn: Sequence[str], height: float) -> str:
    head = words.title + (f" ({words.unit})" if words.unit else "")
    whole = height + 2 * MARGIN + 70
    foot = _text(MARGIN, whole - MARGIN / 2, words.source, fill=SLATE) if words.source else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole:.0f}" width="{WIDTH}" '
        f'height="{whole:.0f}" role="img" aria-label={quoteattr(head)} '
        f'font-family="Be Vietnam Pro, Segoe UI, Roboto, sans-serif" font-size="15">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        f'<text x="{MARGIN}" y="{MARGIN + 12}" font-size="19" font-weight="600" fill="{INK}">{escape(head)}</text>'
        f'<g transform="translate({MARGIN} {MARGIN + 36})">{"".join(drawn)}</g>{foot}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}">'
        f"{escape(words)}</text>"
    )


def _short(label: str) -> str:
    return label if len(label) <= MOST_LETTERS else label[: MOST_LETTERS - 1].rstrip() + "…"
