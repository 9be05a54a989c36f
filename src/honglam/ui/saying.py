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
_known: dict[tuple[str | None, str], tuple[Markup, Markup | None]] = {}


@pass_eval_context
def say(eval_ctx: EvalContext, message: str, /, **values: Any) -> str:
    """The message in the visitor's language, filled with escaped `values`; `%%` is a per cent sign.

    A text with a lone per cent sign and no values ("100% online", as a pack may write) stays as it is. KeyError for a
    value that the text asks for and nobody gave.
    """
    if not eval_ctx.autoescape:
        return gettext(message) % values
    key = (get_language(), message)
    known = _known.get(key)
    if known is None:
        known = _remember(key)
    text, plain = known
    return text % values if values or plain is None else plain


def _remember(key: tuple[str | None, str]) -> tuple[Markup, Markup | None]:
    if len(_known) >= _MOST:
        _known.clear()
    text = escape(gettext(key[1]))
    _known[key] = (text, _unfilled(text))
    return _known[key]


def _unfilled(text: Markup) -> Markup | None:
    """How it reads without values; None where it asks for some."""
    try:
        return text % {}
    except KeyError:
        return None
    except (TypeError, ValueError):
        return text
