"""What each page knows about its request: who reads it, which doors they have, how to switch language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from honglam.kernel import registry
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Actor


@dataclass(frozen=True)
class Door:
    """A menu entry as it is drawn."""

    label: str
    href: str
    icon: str
    count: int | None
    current: bool


@lru_cache(maxsize=1000)
def place_of(url_name: str) -> str:
    """The address of a page that has only one; it stays the same for as long as we run."""
    return reverse(url_name)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor that settings name."""
    actor = actor_of(request)
    return {"actor": actor, "doors": _doors(request, actor), "language_link": _language_link(request)}


def _doors(request: HttpRequest, actor: Actor) -> Callable[[str], list[Door]]:
    """`doors("desk")` in a template: that audience's entries which the actor may see, in order, one marked current."""

    @cache  # a page asks for its menu several times, and every number in it is a query
    def doors(audience: str) -> list[Door]:
        entries = sorted(
            (entry for entry in registry.menu.values() if entry.audience == audience and entry.is_for(actor)),
            key=lambda entry: entry.order,
        )
        placed = [(entry, place_of(entry.url_name)) for entry in entries]
        here = max((href for _, href in placed if request.path.startswith(href)), key=len, default="")
        if here == "/" and request.path != "/":
            here = ""
        return [
            Door(
                label=gettext(entry.label),
                href=href,
                icon=entry.icon,
                count=entry.count(actor) if entry.count else None,
                current=href == here,
            )
            for entry, href in placed
        ]

    return doors


def _language_link(request: HttpRequest) -> Callable[[str], str]:
    """`language_link("en")` in a template: the address that changes the language and comes back here."""

    def link(code: str) -> str:
        target = _language_place(code)
        return f"{target}?{urlencode({'next': request.get_full_path()})}" if target else ""

    return link


@lru_cache(maxsize=20)
def _language_place(code: str) -> str:
    """Where the language is changed; it stays the same for as long as we run."""
    try:
        return reverse("ui:language", args=[code])
    except NoReverseMatch:
        return ""
