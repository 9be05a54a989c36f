"""The smallest pack, applied once per test that asks for it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def trivial(db: None) -> Iterator[None]:
    """The catalogue of the smallest pack."""
    pack.apply(path=ROOT / "packs" / "trivial", actor=SYSTEM, at=AT)
    yield
