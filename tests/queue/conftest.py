"""The people of the dossiers' scene, at a one-stop that gives numbers."""

import pytest

from honglam.kernel import clock
from tests.dossiers.conftest import province
from tests.dossiers.scene import MORNING, Scene

__all__ = ["province"]


@pytest.fixture
def scene(province: Scene, db: None) -> Scene:
    """The people within reach; what a test does is taken back after it."""
    return Scene(actors=dict(province.actors))


@pytest.fixture
def nine_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product's clock stands on Monday morning."""
    stopped = type("Stopped", (), {"now": staticmethod(MORNING.astimezone)})
    monkeypatch.setattr(clock, "datetime", stopped)
