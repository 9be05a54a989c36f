"""The Jinja2 environment of every page: strict, escaped, bilingual, with the words that templates may use.

Our templates fail on an undefined name. GOV.UK's macros read absent keys on purpose, so they, and only they, are
compiled by a lenient twin of the environment.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.templatetags.static import static as _static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    Undefined,
)

from honglam.ui import charts, formats
from honglam.ui.branding import branding
from honglam.ui.context import place_of
from honglam.ui.errors import field_id
from honglam.ui.icons import icon, mark
from honglam.ui.saying import say
from honglam.ui.tongues import called, cited, in_tongue, noted, told

_BORROWED = "govuk_frontend_jinja"


class PageEnvironment(Environment):
    """Jinja2's environment, with the lenient twin for borrowed macros."""

    _twin: Environment | None = None

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """The template of this name; borrowed ones come from the twin, where an absent key is merely empty."""
        if self.undefined is StrictUndefined and isinstance(name, str) and name.startswith(_BORROWED + "/"):
            if self._twin is None:
                self._twin = self.overlay(undefined=Undefined)
            return self._twin.get_template(name, parent, globals)
        return super().get_template(name, parent, globals)


def url(viewname: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; positional and named parts as the path asks for them."""
    if not args and not kwargs:
        return place_of(viewname)
    return reverse(viewname, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=1000)
def static(path: str) -> str:
    """The address of a static file: its name carries its hash and stays the same for as long as we run."""
    return _static(path)


def language() -> str:
    """The language the visitor reads in: `vi` or `en`."""
    return (get_language() or "vi")[:2]


def _zip_values(first: Iterable[Any], *others: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Rows of a table from its columns."""
    return list(zip(first, *others, strict=True))


def _words() -> dict[str, Callable[..., Any]]:
    """What templates and imported macros may call; each is listed in ui/README.md."""
    return {
        "url": url,
        "static": static,
        "language": language,
        "called": called,
        "told": told,
        "in_tongue": in_tongue,
        "noted": noted,
        "branding": branding,
        "icon": icon,
        "mark": mark,
        "field_id": field_id,
        "format_date": formats.format_date,
        "format_datetime": formats.format_datetime,
        "format_time": formats.format_time,
        "format_money": formats.format_money,
        "format_number": formats.format_number,
        "format_percent": formats.format_percent,
        "format_size": formats.format_size,
        "format_minutes": formats.format_minutes,
        "time_left": formats.time_left,
        "chart_scale": charts.scale,
        "chart_line": charts.line,
        "chart_share": charts.share,
    }


def environment(**options: Any) -> Environment:
    """The factory that settings name; `options` come from Django's Jinja2 backend."""
    ours: BaseLoader = options.pop("loader")
    options["undefined"] = StrictUndefined
    options.setdefault("extensions", ["jinja2.ext.i18n", "jinja2.ext.do"])
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options.setdefault("cache_size", 1000)
    env = PageEnvironment(loader=ChoiceLoader([ours, PrefixLoader({_BORROWED: PackageLoader(_BORROWED)})]), **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(_words() | {"gettext": say, "_": say})
    env.filters.update(
        cited=cited,
        date=formats.format_date,
        datetime=formats.format_datetime,
        time=formats.format_time,
        money=formats.format_money,
        number=formats.format_number,
        percent=formats.format_percent,
        zip_values=_zip_values,
    )
    return env
