"""A small line chart as SVG, so that the graph of a long run can be kept beside its figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT, LEFT, FOOT = 760, 320, 56, 40
INKS = ("#0b4f6c", "#b3541e", "#4a6b2f")


def draw(path: Path, title: str, lines: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """One line for each name, from zero, with the last value written at its end."""
    points = [point for line in lines.values() for point in line]
    right, top = max(x for x, _ in points) or 1.0, max(y for _, y in points) * 1.15 or 1.0

    def place(x: float, y: float) -> str:
        return f"{LEFT + x / right * (WIDTH - LEFT - 130):.1f},{HEIGHT - FOOT - y / top * (HEIGHT - FOOT - 30):.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f'<title>{title}</title><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{LEFT}" y="18" font-size="14">{title}</text>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        start, end = place(0, top * share / 1.15), place(right, top * share / 1.15)
        parts.append(f'<polyline points="{start} {end}" stroke="#ccc" fill="none"/>')
        x, y = start.split(",")
        parts.append(_words(float(x) - 6, y, f"{top * share / 1.15:.0f}", "end"))
        foot = place(right * share, 0).split(",")[0]
        parts.append(_words(foot, HEIGHT - 18, f"{right * share:.0f}", "middle"))
    for ink, (name, line) in zip(INKS, lines.items(), strict=False):
        way = " ".join(place(x, y) for x, y in line)
        parts.append(f'<polyline points="{way}" stroke="{ink}" stroke-width="2" fill="none"/>')
        x, y = place(*line[-1]).split(",")
        parts.append(f'<text x="{float(x) + 6}" y="{y}" font-size="12" fill="{ink}">{name} {line[-1][1]:.0f}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def _words(x: float | str, y: float | str, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="11" text-anchor="{anchor}">{words}</text>'
