"""A small province with its people, and dossiers at any point of their lives."""

import pytest

from honglam.directory.queries import memory
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from tests.dossiers.scene import MORNING, Scene
from tests.pack.folders import PACKS


@pytest.fixture
def scene(db: None) -> Scene:
    """Packs/trivial applied, its posts held by people, and verbs within reach."""
    memory.forget()
    pack.apply(path=PACKS / "trivial", actor=SYSTEM, at=MORNING)
    return Scene.make()
