"""Text is read on its ground by old eyes: 4.5:1 for every pair in both schemes, 3:1 for borders and drawings."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "src/honglam/ui/static/ui/tokens.css").read_text(encoding="utf-8")

TEXT = [
    ("ink", ["mist", "paper", "lam-100", "lam-50", "hong-50", "gold-50", "leaf-50", "line"]),
    ("slate", ["mist", "paper", "lam-50", "lam-100"]),
    ("lam-700", ["mist", "paper", "lam-50", "lam-100", "gold-50", "leaf-50", "hong-50"]),
    ("lam-hover", ["mist", "paper", "lam-50", "lam-100"]),
    ("hong-700", ["mist", "paper", "hong-50", "lam-50", "lam-100"]),
    ("hong-hover", ["paper", "hong-50"]),
    ("leaf-700", ["mist", "paper", "leaf-50", "lam-50", "lam-100"]),
    ("paper", ["lam-700", "lam-hover", "hong-700", "hong-hover", "leaf-700"]),
    ("on-lam-900", ["lam-900"]),
    ("on-lam-900-quiet", ["lam-900"]),
    ("focus-ink", ["focus"]),
]
DRAWN = [
    ("field", ["mist", "paper"]),
    ("lam-500", ["mist", "paper", "lam-50"]),
    ("hong-500", ["mist", "paper"]),
    ("gold-500", ["mist", "paper", "gold-50"]),
    ("focus", ["lam-900"]),
]


def tokens(scheme: str) -> dict[str, str]:
    """The values in force in a scheme."""
    start = r"^:root \{" if scheme == "light" else r'^:root\[data-theme="dark"\] \{'
    found = re.search(start + r"([^{}]*)\}", CSS, re.MULTILINE)
    assert found
    return dict(re.findall(r"--hl-([a-z0-9-]+): (#[0-9A-F]{6});", found[1]))


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The ratio of two colours, 1 to 21."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def too_faint(pairs: list[tuple[str, list[str]]], scheme: str, least: float) -> list[str]:
    values = tokens(scheme)
    return [
        f"{text} on {ground}: {ratio:.2f}"
        for text, grounds in pairs
        for ground in grounds
        if (ratio := contrast(values[text], values[ground])) < least
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable(scheme: str) -> None:
    assert too_faint(TEXT, scheme, 4.5) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_borders_and_drawings_are_seen(scheme: str) -> None:
    assert too_faint(DRAWN, scheme, 3) == []


def test_the_measure_itself() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21
    assert contrast("#777777", "#FFFFFF") < 4.5 < contrast("#767676", "#FFFFFF")


def test_both_ways_into_the_dark_say_the_same() -> None:
    bodies = re.findall(r'(?:not\(\[data-theme="light"\]\)|\n:root\[data-theme="dark"\]) \{\n((?:[^{}])*)\}', CSS)
    chosen, device = (re.sub(r"\s+", " ", body).strip() for body in bodies[:2])
    assert chosen == device
    assert tokens("light") != tokens("dark")


def test_every_token_that_is_used_is_defined() -> None:
    folder = Path(__file__).parents[2] / "src/honglam/ui/static/ui"
    defined = set(re.findall(r"(--hl-[a-z0-9-]+):", CSS))
    sheets = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.css"))
    used = set(re.findall(r"var\((--hl-[a-z0-9-]+)", sheets))
    assert used - defined == set()
