"""The pack's texts in the visitor's language: the province writes Vietnamese, and English where somebody wrote it.

A block that keeps the English registers a look-up. A text without English is shown in Vietnamese and says so to screen
readers (WCAG 3.1.2, language of parts).
"""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, gettext, override
from markupsafe import Markup, escape

LookUp = Callable[[str], str]
_NAMES = ("label", "name")
_ARTICLE = re.compile(r"\bĐ(\d+(?:[–-]\d+)?)(?:\.(\d+(?:[–-]\d+)?))?")
_lookups: list[LookUp] = []


def provide(lookup: LookUp) -> None:
    """Register where English is found; it answers the empty text for what it does not know."""
    _lookups.append(lookup)


def in_tongue(text: Any) -> Any:
    """The text in the visitor's language, or as it is: for titles, attributes and lists of choices."""
    return _english(text) or text


def told(text: Any) -> Any:
    """The same for the body of a page: what stays Vietnamese on an English page is marked as Vietnamese."""
    if not isinstance(text, str) or isinstance(text, Markup) or not text or not _reads_english():
        return text
    return _english(text) or Markup('<span lang="vi">{}</span>').format(escape(text))


def cited(text: Any) -> Any:
    """A place in law for readers: `Điều 13–16` for `Đ13–16`, in English `Article 13–16`; any other place is told."""
    spelled = _ARTICLE.sub(_spelled, text) if isinstance(text, str) else text
    return told(text) if spelled == text else spelled


def called(text: str) -> Any:
    """A word that may be ours or the pack's, as the name of a step or state: ours is translated, the pack's told."""
    if not text or not _reads_english() or _is_ours(text):
        return gettext(text) if text else text
    return told(text)


def noted(text: str) -> str:
    """A reason or a note: what the product itself gave as its reason is translated, what a person wrote stays."""
    return gettext(text) if text and _is_ours(text) else text


def named(params: dict[str, Any]) -> dict[str, Any]:
    """What fills a refusal's words: a question or paper that it names is named in the visitor's language."""
    return {key: in_tongue(value) if key in _NAMES else value for key, value in params.items()}


def _spelled(found: re.Match[str]) -> str:
    number, clause = found.groups()
    if clause:
        return gettext("Article %(number)s, clause %(clause)s") % {"number": number, "clause": clause}
    return gettext("Article %(number)s") % {"number": number}


def _is_ours(text: str) -> bool:
    """Whether the code says it: then there is a Vietnamese text for it, which is another."""
    with override("vi"):
        return gettext(text) != text


def _english(text: Any) -> str:
    if not isinstance(text, str) or not text or not _reads_english():
        return ""
    return next((found for lookup in _lookups if (found := lookup(text))), "")


def _reads_english() -> bool:
    return (get_language() or "vi").startswith("en")
