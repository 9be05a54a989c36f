"""Our own drawings, inline, in the colour of the text beside them. Words stand beside them: they never speak alone."""

import re
from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SYMBOL = re.compile(r'<symbol id="(?P<id>[a-z-]+)" viewBox="[\d ]+">(?P<lines>.+)</symbol>')
_DRAWINGS = dict(_SYMBOL.findall((Path(__file__).parent / "drawings.svg").read_text("utf-8")))
_MARK = _DRAWINGS.pop("mark")


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """The drawing called `name`, hidden from screen readers unless `label` says what it means."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="hl-icon" viewBox="0 0 24 24" width="24" height="24" focusable="false" {}>{}</svg>',
        meaning,
        mark_safe(_DRAWINGS[name]),
    )


@lru_cache(maxsize=8)
def mark(size: int = 32) -> SafeString:
    """The mark, in the colour of the text around it."""
    return format_html(
        '<svg class="hl-mark" viewBox="0 0 32 32" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        size,
        size,
        mark_safe(_MARK),
    )


def names() -> list[str]:
    """Every icon's name, for the living page and its test."""
    return sorted(_DRAWINGS)
