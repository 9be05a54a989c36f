"""What is kept in memory is what is committed: a change is seen at once by who made it, a rollback leaves nothing."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from honglam.directory import api
from honglam.directory.contracts import UnknownAgency
from honglam.directory.models import Agency, DirectoryState
from honglam.directory.queries import editing, memory
from honglam.kernel.values import SYSTEM
from tests.directory.people import AT, agency_id
from tests.directory.test_agencies import division

pytestmark = pytest.mark.usefixtures("province")


class TakenBack(Exception):
    """Ends a transaction that is not to be."""


def test_who_changes_the_tree_sees_the_change_at_once() -> None:
    made = api.create_agency(actor=SYSTEM, agency=division(), at=AT)
    known = editing.agency_to_change(actor=SYSTEM, agency_id=made.id)
    api.change_agency(actor=SYSTEM, agency_id=made.id, agency=replace(known, phone="0239"), at=AT)
    assert api.get_agency(agency_id=made.id).phone == "0239"


def test_what_was_taken_back_is_not_remembered() -> None:
    with pytest.raises(TakenBack), transaction.atomic():
        made = api.create_agency(actor=SYSTEM, agency=division(), at=AT)
        assert api.get_agency(agency_id=made.id).code == "P-MOI"
        raise TakenBack
    assert api.find_agency_by_code(code="P-MOI") is None
    with pytest.raises(UnknownAgency):
        api.get_agency(agency_id=made.id)
    again = api.create_agency(actor=SYSTEM, agency=division(name="Phòng Khác"), at=AT)
    assert api.get_agency(agency_id=again.id).name == "Phòng Khác"


def test_memory_answers_without_asking_the_database() -> None:
    department = agency_id("SO-MAU")
    with CaptureQueriesContext(connection) as asked:
        api.ancestor_ids(agency_id=department)
        api.one_stop_of(agency_id=department)
        api.search_units(query="binh", on=AT.date())
        api.get_agencies(agency_ids=[department, 0])
    assert len(asked) == 0


def test_what_another_process_has_just_made_is_found_at_once() -> None:
    """It tells of it by the token, which is looked at once a second; who asks for it by its id does not wait."""
    waiting, connections["default"].run_on_commit = connections["default"].run_on_commit, []
    memory.forget()
    above = Agency.objects.get(code="SO-MAU")
    assert api.find_agency_by_code(code="P-KHAC") is None
    made = Agency.objects.create(
        code="P-KHAC",
        name="Phòng Khác",
        kind="division",
        level="province",
        parent=above,
        administrative_unit=above.administrative_unit,
    )
    DirectoryState.objects.update(token=uuid4())
    assert api.get_agency(agency_id=made.pk).code == "P-KHAC"
    assert api.ancestor_ids(agency_id=made.pk)[0] == made.pk
    memory.forget()
    connections["default"].run_on_commit = waiting


def test_another_process_hears_of_a_change_by_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has changed nothing itself: it looks at the token once a second."""
    waiting, connections["default"].run_on_commit = connections["default"].run_on_commit, []
    memory.forget()
    before = memory.snapshot()
    DirectoryState.objects.update(token=uuid4())
    assert memory.snapshot() is before
    monkeypatch.setattr(memory, "_checked_at", [0.0])
    after = memory.snapshot()
    assert after is not before
    monkeypatch.setattr(memory, "_checked_at", [0.0])
    assert memory.snapshot() is after
    memory.forget()
    connections["default"].run_on_commit = waiting
