"""Whose pages these are, for ui. Kept for some seconds: every page asks, and a pack changes a few times a year."""

from time import monotonic

from django.db import ProgrammingError

from honglam.pack import queries
from honglam.pack.contracts import Manifest
from honglam.ui.branding import Branding

_SECONDS = 15.0
_kept: list[tuple[float, Manifest | None]] = []


def current_manifest() -> Manifest | None:
    """The head of the pack in force, at most some seconds old."""
    if not _kept or monotonic() - _kept[0][0] > _SECONDS:
        _kept[:] = [(monotonic(), queries.current_manifest())]
    return _kept[0][1]


def forget() -> None:
    """Look again at the next question."""
    _kept.clear()


def branding() -> Branding | None:
    """The province's names, colours and contact; None where no pack was applied yet."""
    try:
        manifest = current_manifest()
    except ProgrammingError:  # before the first migration
        return None
    if manifest is None:
        return None
    shown = manifest.branding
    return Branding(
        name=shown.name,
        short_name=shown.short_name,
        owner=shown.authority or "",
        phone=shown.contact.phone or "",
        email=shown.contact.email or "",
        address=shown.contact.address or "",
        colours=dict(shown.colours),
    )
