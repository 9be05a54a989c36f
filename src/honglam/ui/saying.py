"""`_("…")` and `{% trans %}` in templates, remembered: a page of fifty rows says the same ten words five hundred times.

What Jinja2 brings looks the language up, marks the text as safe and fills it, each time anew: a fifth of a worklist's
time. Catalogues never change while a process runs, so a text is looked up once for each language. And it is escaped
here, where Jinja2 trusts it: templates also say what somebody typed, as the name of a step.
"""

from typing import Any

from django.utils.translation import get_language, gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

_MOST = 20_000
"""Texts of the pack are said too (names of steps): as many as the largest pack has, and no more than memory bears."""
_known: dict[tuple[str | None, str], tuple[Markup, Markup]] = {}


@pass_eval_context
def say(eval_ctx: EvalContext, message: str, /, **values: Any) -> str:
    """The message in the visitor's language, filled with escaped `values`; `%%` is a per cent sign.

    Without values, a lone per cent sign ("100% online") or the name of a value stays as it is: somebody may have typed
    it. KeyError for a value that is lacking among others; that our own words get theirs is looked at by a test.
    """
    if not eval_ctx.autoescape:
        return gettext(message) % values
    key = (get_language(), message)
    text, plain = _known.get(key) or _remember(key)
    return text % values if values else plain


def _remember(key: tuple[str | None, str]) -> tuple[Markup, Markup]:
    if len(_known) >= _MOST:
        _known.clear()
    text = escape(gettext(key[1]))
    _known[key] = (text, _unfilled(text))
    return _known[key]


def _unfilled(text: Markup) -> Markup:
    """How it reads without values."""
    try:
        return text % {}
    except (KeyError, TypeError, ValueError):
        return text
