# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools", "brotli"]
# ///
"""Makes the web fonts from Be Vietnam Pro (OFL, no reserved name). Run after `npm ci`: `uv run fonts.py`.

Hinting for old screens is half of each file and is dropped. The typeface has neither tabular figures nor a
feature for them, so a third file holds its ten digits on one width; tables put it first in their font stack.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules/@fontsource/be-vietnam-pro"
TARGET = HERE.parent / "static/ui/fonts"
DIGITS = range(ord("0"), ord("9") + 1)
WIDTH = 620


def trim(font: TTFont, codes: list[int]) -> None:
    """Keep `codes` only, with their kerning and mark positions, without hinting."""
    options = Options()
    options.hinting = False
    options.layout_features = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def level_digits(font: TTFont) -> None:
    """Give every digit one width, centred, and drop kerning between them.

    The width is a little under the widest digit's (710 of 1000), or the narrow 1 would stand in a gap.
    """
    names = [font.getBestCmap()[code] for code in DIGITS]
    metrics, outlines = font["hmtx"].metrics, font["glyf"]
    for name in names:
        advance, bearing = metrics[name]
        shift = (WIDTH - advance) // 2
        outlines[name].coordinates.translate((shift, 0))
        outlines[name].recalcBounds(outlines)
        metrics[name] = (WIDTH, bearing + shift)
    for table in ("GPOS", "GSUB", "GDEF"):
        if table in font:
            del font[table]


def save(font: TTFont, name: str) -> None:
    """Write a woff2 file without a build time in it, so that a second run changes nothing."""
    font.flavor = "woff2"
    font.recalcTimestamp = False
    font.save(TARGET / name)


def main() -> None:
    """Write every file anew."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight in (400, 600, 700):
        for subset in ("latin", "vietnamese"):
            font = TTFont(SOURCE / f"files/be-vietnam-pro-{subset}-{weight}-normal.woff2", recalcTimestamp=False)
            trim(font, list(font.getBestCmap()))
            save(font, f"be-vietnam-pro-{subset}-{weight}.woff2")
        font = TTFont(SOURCE / f"files/be-vietnam-pro-latin-{weight}-normal.woff2", recalcTimestamp=False)
        trim(font, list(DIGITS))
        level_digits(font)
        save(font, f"hong-lam-digits-{weight}.woff2")
    (TARGET / "LICENCE.txt").write_bytes((SOURCE / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
