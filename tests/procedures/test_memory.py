"""Versions are kept in memory for a second: who changes them sees it at once, what was taken back is not remembered."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from honglam.kernel.values import SYSTEM
from honglam.procedures import api
from honglam.procedures.api import keeping
from honglam.procedures.contracts import Level, ProcedureNotFound
from honglam.procedures.models import Procedure, ProcedureVersion
from honglam.procedures.queries import memory
from honglam.procedures.queries.english import find_english
from honglam.procedures.services.catalogue import retire_procedure, save_procedure
from tests.procedures.conftest import AT

pytestmark = pytest.mark.usefixtures("trivial")
CODE = "1.000001"
ON = date(2026, 11, 22)


class TakenBack(Exception):
    """Ends a transaction that is not to be."""


@pytest.fixture(autouse=True)
def remembering(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a server: memory for longer than the test takes, and no change of this transaction's own waiting."""
    settings.CATALOGUE_RECHECK_SECONDS = 3600.0
    monkeypatch.setattr(connections["default"], "run_on_commit", [])
    memory.forget()
    yield
    memory.forget()


def renamed(name: str) -> None:
    """The procedure under another name."""
    row = Procedure.objects.get(code=CODE)
    save_procedure(
        actor=SYSTEM,
        code=CODE,
        name=name,
        name_en=row.name_en,
        field_code=row.field.code,
        levels=[Level(level) for level in row.levels],
        keywords=row.keywords,
        at=AT,
    )


def test_what_was_asked_for_is_answered_without_the_database() -> None:
    version = api.current_version(code=CODE, on=ON)
    api.get_version(version_id=version.version_id)
    with CaptureQueriesContext(connection) as asked:
        assert api.current_version(code=CODE, on=ON) == version
        assert api.get_version(version_id=version.version_id) == version
        api.page_model(version_id=version.version_id, page=1, answers={}, on=ON)
    assert len(asked) == 0


def test_who_changes_the_catalogue_sees_it_at_once_and_a_rollback_is_not_remembered() -> None:
    before = api.current_version(code=CODE, on=ON)
    with pytest.raises(TakenBack), transaction.atomic():
        renamed("Tên khác")
        assert api.current_version(code=CODE, on=ON).name == "Tên khác"
        raise TakenBack
    assert api.current_version(code=CODE, on=ON).name == before.name
    with pytest.raises(TakenBack), transaction.atomic():
        retire_procedure(actor=SYSTEM, code=CODE, at=AT)
        with pytest.raises(ProcedureNotFound):
            api.current_version(code=CODE, on=ON)
        raise TakenBack
    assert api.current_version(code=CODE, on=ON) == before


def test_who_ends_a_procedure_sees_it_at_once() -> None:
    api.current_version(code=CODE, on=date(2027, 1, 1))
    with pytest.raises(TakenBack), transaction.atomic():
        keeping.abolish_procedure(
            actor=SYSTEM, code=CODE, last_day=date(2026, 12, 31), number="5/QĐ-UBND", dated=ON, note="", at=AT
        )
        with pytest.raises(ProcedureNotFound):
            api.current_version(code=CODE, on=date(2027, 1, 1))
        raise TakenBack


def test_another_english_name_is_told_at_once_and_a_rollback_is_not_remembered() -> None:
    """The name stands in the procedure's own row: the mark of the pack's English files says nothing of it."""
    row = Procedure.objects.get(code=CODE)

    def named(english: str) -> None:
        save_procedure(
            actor=SYSTEM, code=CODE, name=row.name, name_en=english, field_code=row.field.code,
            levels=[Level(level) for level in row.levels], keywords=row.keywords, at=AT,
        )  # fmt: skip

    assert find_english(row.name) == row.name_en
    with pytest.raises(TakenBack), transaction.atomic():
        named("Taken back")
        assert find_english(row.name) == "Taken back"
        raise TakenBack
    assert find_english(row.name) == row.name_en
    named("Household registration, mended")
    connection.run_on_commit.clear()
    memory.forget()  # what the commit does
    assert find_english(row.name) == "Household registration, mended"
    with CaptureQueriesContext(connection) as asked:
        find_english("Tên khác")
    assert len(asked) == 0


def test_a_mark_that_was_taken_back_does_not_count_as_made() -> None:
    version_id = api.current_version(code=CODE, on=ON).version_id
    ProcedureVersion.objects.filter(id=version_id).update(in_use=False)
    memory.forget()
    with pytest.raises(TakenBack), transaction.atomic():
        assert api.stand_on(version_id=version_id).in_use
        raise TakenBack
    assert not api.get_version(version_id=version_id).in_use
    assert api.stand_on(version_id=version_id).in_use
