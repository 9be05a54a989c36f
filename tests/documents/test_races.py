"""Two people who enter the same at the same moment, with real transactions: the second one finds what the first did."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db import connection, transaction

from honglam.directory.queries import memory
from honglam.documents import api
from honglam.documents.contracts import HEAD_FIELDS, StillCited
from honglam.documents.models import Citation, Document
from honglam.documents.pack_section.section import DocumentShape, DocumentsSection
from honglam.documents.services import registering, stating
from honglam.documents.services.importing import confirming
from honglam.kernel.values import SYSTEM
from honglam.pack.api import Change, ChangeAction
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


def _owned(scene: Scene, code: str, **facts: Any) -> Document:
    row = Document(
        code=code, kind="report", title=f"Văn bản {code}", validity="unknown", agency_id=scene.unit("SO-MAU"), **facts
    )
    registering.describe(row)
    row.save()
    return row


def test_two_agencies_that_cite_each_others_entries_do_not_wait_for_ever(
    open_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One joins its own entry and cites everybody's; the other, above it, cites everybody's and that entry."""
    child, parent = open_scene.department_clerk, open_scene.province_chairman
    entry, common = _owned(open_scene, "rieng", symbol="47/BC-SM"), Document.objects.get(code="qd-10")
    below, above = take_in(child), take_in(parent, papers.report("Bản khác."), "khac.docx")
    take(child, below, 1, link=str(common.id))
    take(parent, above, 1, link=str(common.id))
    take(parent, above, 4, link=str(entry.id))
    then, met = confirming.judge, threading.Barrier(2)

    def late(documents: set[UUID | None]) -> None:
        with suppress(threading.BrokenBarrierError):
            met.wait(timeout=1)
        time.sleep(0.5 if len(documents) == 1 else 0)
        then(documents)

    monkeypatch.setattr(confirming, "judge", late)
    faults = _together(
        _confirming(open_scene, below, "department_clerk", str(entry.id)),
        _confirming(open_scene, above, "province_chairman", "new"),
    )
    assert faults == []
    memory.forget()


def test_the_pack_takes_the_register_before_its_first_row(open_scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """It puts its documents in the order of its files, whoever cites them marks them in the order of their keys."""
    first, last = Document.objects.filter(from_pack=True).order_by("pk")[:2]
    contents = [row.content for row in (last, first)]
    shapes = [msgspec.convert(one, DocumentShape, strict=False) for one in contents]
    changes = [
        Change(action=ChangeAction.CHANGE, section="documents", kind="document", key=one.code, after=one)
        for one in shapes
    ]
    then, met = stating.put_document, threading.Barrier(2)

    def meet(act: Callable[[], object]) -> None:
        with suppress(threading.BrokenBarrierError):
            met.wait(timeout=1)
        act()

    def put(**more: Any) -> None:
        if more["content"]["code"] == first.code:
            meet(lambda: None)
        then(**more)

    def cite() -> None:
        with transaction.atomic():
            registering.hold_register()
            Document.objects.select_for_update(no_key=True).get(pk=first.pk)
            meet(lambda: registering.judge({first.pk, last.pk}))

    def apply() -> None:
        with transaction.atomic():
            DocumentsSection().apply(changes, actor=SYSTEM, at=MORNING)

    monkeypatch.setattr(stating, "put_document", put)
    assert _together(apply, cite) == []
    memory.forget()


def test_no_place_is_tied_to_what_is_taken_out_at_that_moment(
    open_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = _owned(open_scene, "rieng", symbol="9/KL-SM")
    citing = _owned(open_scene, "khac")
    place = Citation.objects.create(
        code="khac/1", document=citing, relation="cites", symbol="9/KL-SM", symbol_key="9/kl-sm"
    )
    gone = threading.Event()

    def retire() -> None:
        time.sleep(0.3)
        reason = {"reason": "Vào sổ nhầm"}
        with suppress(StillCited):
            api.retire_document(actor=open_scene.department_clerk, document_id=row.id, typed=reason, at=MORNING)
        gone.set()

    then = registering.access.sees

    def late(*args: Any, **more: Any) -> bool:
        gone.wait(timeout=1)
        return then(*args, **more)

    monkeypatch.setattr(registering.access, "sees", late)
    assert _together(lambda: registering.link_citations(document_id=row.id, at=MORNING), retire) == []
    place.refresh_from_db()
    row.refresh_from_db()
    assert place.cited_id is None or row.retired_at is None
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
