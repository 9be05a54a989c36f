"""The people of packs/trivial, and directives at any point of their lives. `MORNING` is Monday 16 November 2026."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from honglam.directives import api
from honglam.directives.contracts import ActInput, DirectiveInput, TaskInput, TaskState, TaskView, Verb
from honglam.directory.queries import memory
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from honglam.pack import api as pack
from tests import database
from tests.dossiers.conftest import let_go
from tests.dossiers.scene import MORNING, Scene
from tests.pack.folders import PACKS


class Steering(Scene):
    """Shortcuts of those who direct and those who carry out."""

    def given(
        self, lead: str = "SO-MAU", by: str = "province_chairman", due: date = date(2026, 11, 30), **words: Any
    ) -> UUID:
        """The chairman of the province directs a department."""
        text = words.pop("text", "Rà soát toàn bộ thủ tục hành chính đủ điều kiện cung cấp trực tuyến.")
        task = TaskInput(title=text, lead_id=self.unit(lead), due_on=due, **words)
        wish = DirectiveInput(text=text, task=task)
        return api.give_directive(actor=self.actors[by], wish=wish, key=str(uuid7()), at=MORNING)

    def part(
        self,
        task: UUID,
        lead: str = "P-SO-MAU",
        by: str = "department_head",
        due: date = date(2026, 11, 25),
        key: str = "",
    ) -> UUID:
        """The department breaks it down."""
        wish = TaskInput(title=f"Phần việc của {lead}", lead_id=self.unit(lead), due_on=due)
        return api.break_down_task(actor=self.actors[by], task_id=task, wish=wish, key=key or str(uuid7()), at=MORNING)

    def do(self, by: str, task: UUID, verb: Verb, at: datetime = MORNING, **given: Any) -> TaskState:
        """Somebody does something."""
        return api.move_task(actor=self.actors[by], task_id=task, verb=verb, given=ActInput(**given), at=at)

    def seen(self, by: str, task: UUID, at: datetime = MORNING) -> TaskView:
        """The task as somebody sees it."""
        return api.get_task(actor=self.actors[by], task_id=task, at=at)

    def who(self, part: str) -> Actor:
        """One of the people."""
        return self.actors[part]


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
def steering(province: Scene, db: None) -> Steering:
    """The people, and verbs within reach; what a test does is taken back after it."""
    return Steering(actors=dict(province.actors))
