"""A small province with its people, and dossiers at any point of their lives.

The province is committed once for each module of tests and thrown away with its database afterwards: in a transaction
that has itself changed the tree, the directory rightly asks the database at every step, and tests would crawl.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from honglam.directory.queries import memory
from honglam.dossiers.services.loading import load
from honglam.dossiers.services.serving import rebuild_days
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from tests import database
from tests.dossiers.scene import MORNING, Scene, vn
from tests.pack.folders import PACKS

TODAY = vn("2026-11-16 10:30")
"""Up to when the lives of `loaded` have come."""


def let_go() -> None:
    """Leave the database: whoever is still in it when it is thrown away finds the line cut at the next question."""
    for one in connections.all(initialized_only=True):
        one.close()


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: Any, database_server: database.TestServer) -> Iterator[Scene]:
    """Packs/trivial applied and its posts held by people, for every test of the module."""
    yield from province_of(PACKS / "trivial", django_db_blocker, database_server)


def province_of(folder: Path, blocker: Any, server: database.TestServer) -> Iterator[Scene]:
    """This pack applied and its posts held by people; gone with its database when it goes on."""
    with blocker.unblock():
        let_go()
        memory.forget()
        pack.apply(path=folder, actor=SYSTEM, at=MORNING)
        made = Scene.make()
    yield made
    let_go()
    server.clone()
    memory.forget()


@pytest.fixture
def scene(province: Scene, db: None) -> Scene:
    """The people, and verbs within reach; what a test does is taken back after it."""
    return Scene(actors=dict(province.actors))


@pytest.fixture
def open_scene(fresh_database: str, database_server: database.TestServer) -> Scene:
    """The province, committed, for threads, in a database that nobody has written to before."""
    connection.close()
    database_server.clone()
    memory.forget()
    pack.apply(path=PACKS / "trivial", actor=SYSTEM, at=MORNING)
    return Scene.make()


@pytest.fixture
def loaded(scene: Scene) -> Scene:
    """Some hundred lives up to this morning."""
    drawing = load.prepare(lot=load.gather(at=TODAY), how_many=300, at=TODAY, seed=11)
    load.write_lives(lives=drawing.lives(how_many=300), seed=11, sample_file=drawing.sample_file)
    rebuild_days(actor=SYSTEM, at=TODAY)
    return scene
