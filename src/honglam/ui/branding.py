"""Whose pages these are. The pack says so through a hook; the platform's own default is neutral."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.db import Error as DatabaseFailure

from honglam.ui.tongues import in_tongue

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
TOKENS = frozenset({"lam-900", "lam-700", "lam-500", "lam-100", "lam-50", "lam-hover"})


@dataclass(frozen=True, kw_only=True)
class Branding:
    """The name on the door and how to reach the people behind it.

    `name` stands in the header and in page titles, `short_name` where there is little room, `owner` is the body
    answerable for the site. `mark_url` replaces our mark; `colours` replaces tokens such as `lam-900` by a hex value.
    """

    name: str = "Hồng Lam"
    short_name: str = "Hồng Lam"
    owner: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    mark_url: str = ""
    colours: dict[str, str] = field(default_factory=dict)

    def safe_colours(self) -> dict[str, str]:
        """The colours that replace a token by a hex value; anything else would be free text in a style sheet."""
        return {name: value for name, value in self.colours.items() if name in TOKENS and _HEX.fullmatch(value)}


_NEUTRAL = Branding()
_provider: list[Callable[[], Branding | None]] = []


def provide(provider: Callable[[], Branding | None]) -> None:
    """Register who answers `branding()`; the last one wins, and None from it means the neutral default."""
    _provider[:] = [provider]


def branding() -> Branding:
    """The branding in force, in the visitor's language where the pack has it in English.

    The neutral one when it cannot be read: the page for a lost database needs a name too.
    """
    try:
        house = _provider[0]() if _provider else None
        return _in_tongue(house) if house else _NEUTRAL
    except DatabaseFailure:
        return _NEUTRAL


def _in_tongue(house: Branding) -> Branding:
    return replace(
        house,
        name=in_tongue(house.name),
        short_name=in_tongue(house.short_name),
        owner=in_tongue(house.owner),
        address=in_tongue(house.address),
    )
