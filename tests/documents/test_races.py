"""Two people who enter the same at the same moment, with real transactions: the second one finds what the first did."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from honglam.directory.queries import memory
from honglam.documents import api
from honglam.documents.contracts import HEAD_FIELDS
from honglam.documents.models import Citation, Document
from honglam.documents.services import registering
from honglam.documents.services.importing import confirming
from tests.documents.incoming import take, take_in, view
from tests.dossiers.conftest import open_scene
from tests.dossiers.scene import MORNING, Scene
from tests.files import papers

__all__ = ["open_scene"]


def _together(*acts: Callable[[], object]) -> list[str]:
    """Run each in a thread of its own, at the same moment; what was refused."""
    start, faults = threading.Barrier(len(acts)), list[str]()

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            act()
        except Exception as fault:
            faults.append(type(fault).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return faults


def _slowly(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
    """Between looking and what is then done, the others get time to look as well."""
    then, seen = getattr(module, name), threading.Barrier(2)

    def late(*args: Any, **more: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            seen.wait(timeout=1)
        return then(*args, **more)

    monkeypatch.setattr(module, name, late)


def _confirming(scene: Scene, came: UUID, who: str, document: str = "") -> Callable[[], object]:
    seen = view(scene.actors[who], came)
    typed = {field: seen.head.get(field, "") for field in HEAD_FIELDS}
    return lambda: api.confirm_import(
        actor=scene.actors[who],
        import_id=came,
        typed=typed,
        revision=0,
        document=document,
        leave=True,
        at=MORNING,
    )


def test_one_document_in_two_files_is_entered_once(open_scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = open_scene.department_clerk
    first, second = take_in(clerk), take_in(clerk, papers.report("Bản sao y."), "sao.docx")
    _slowly(monkeypatch, confirming, "settled")
    faults = _together(
        _confirming(open_scene, first, "department_clerk"), _confirming(open_scene, second, "department_head")
    )
    assert faults == ["RegisteredAlready"]
    assert Document.objects.filter(symbol="47/BC-SM").count() == 1
    memory.forget()


def test_two_files_name_the_same_once(open_scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = open_scene.department_clerk
    first, second = take_in(clerk), take_in(clerk, papers.report("Bản khác."), "khac.docx")
    for came in (first, second):
        take(clerk, came, 4, link="new")
    _slowly(monkeypatch, confirming, "settled")
    faults = _together(
        _confirming(open_scene, first, "department_clerk", "new"),
        _confirming(open_scene, second, "department_head", "new"),
    )
    assert faults == []
    assert Document.objects.filter(symbol_key="99/kh-ubnd").count() == 1
    memory.forget()


def test_places_that_differ_are_seen_by_who_judges_last(open_scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Document.objects.get(code="kh-01")
    citing = Document.objects.get(code="bc-02")
    judged = threading.Barrier(2)

    def cite(number: int) -> None:
        with transaction.atomic():
            Citation.objects.create(
                code=f"bc-02/x{number}",
                document=citing,
                cited=row,
                relation="cites",
                symbol="01/KH-UBND",
                dated=date(2026, 1, 5 + number),
            )
            judged.wait(timeout=10)
            registering.judge([row.pk])

    Document.objects.filter(pk=row.pk).update(dated=None)
    _slowly(monkeypatch, registering, "doubts")
    assert _together(lambda: cite(0), lambda: cite(1)) == []
    assert Document.objects.get(pk=row.pk).disputed
    memory.forget()
