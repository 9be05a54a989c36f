"""The design system by itself: no province's name, no menu of other blocks, no database."""

import pytest

from honglam.kernel import registry
from honglam.ui import branding


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other blocks registered is put aside for the test."""
    monkeypatch.setattr(branding, "_provider", [])
    monkeypatch.setattr(registry, "menu", registry.Registry("menu"))
