"""The people of packs/trivial and its documents. Clocks stand at Monday 16 November 2026."""

from collections.abc import Iterator
from typing import Any

import pytest

from honglam.directory.queries import memory
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from tests import database
from tests.dossiers.conftest import let_go
from tests.dossiers.scene import MORNING, Scene
from tests.pack.folders import PACKS


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: Any, database_server: database.TestServer) -> Iterator[Scene]:
    """Packs/trivial with its people, for every test of the module."""
    with django_db_blocker.unblock():
        let_go()
        memory.forget()
        pack.apply(path=PACKS / "trivial", actor=SYSTEM, at=MORNING)
        made = Scene.make()
    yield made
    let_go()
    database_server.clone()
    memory.forget()


@pytest.fixture
def people(province: Scene, db: None) -> Scene:
    """The people; what a test does is taken back after it."""
    return Scene(actors=dict(province.actors))
