"""The people of the dossiers' scene, at a one-stop that gives numbers."""

import pytest

from tests.dossiers.conftest import province
from tests.dossiers.scene import Scene

__all__ = ["province"]


@pytest.fixture
def scene(province: Scene, db: None) -> Scene:
    """The people within reach; what a test does is taken back after it."""
    return Scene(actors=dict(province.actors))
