"""The engine is tried on the directory's sections, whatever else is registered."""

import pytest

from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections


@pytest.fixture(autouse=True)
def sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Units and agencies only."""
    keep_sections(monkeypatch, UNITS_AND_AGENCIES)
