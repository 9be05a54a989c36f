"""Lines of a workbook: each record once, in its state and agency; and nobody waits for somebody who waits for them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from honglam.kernel.values import SYSTEM
from honglam.registries.contracts import ImportRow, RegisterRetired, RowFate
from honglam.registries.models import RegisterRecord
from honglam.registries.queries.registers import definitions
from honglam.registries.queries.registers.comparing import compare, digest_of
from honglam.registries.services.registers.defining import put_register, retire_registers
from honglam.registries.services.registers.importing import take_import
from tests.dossiers.scene import MORNING, Scene
from tests.registries.test_register_pages import HOME, clerk, digest_in, made, sent, sheet, words
from tests.registries.test_registers import CODE, TYPED

__all__ = ["clerk"]


def line(number: int, **facts: Any) -> ImportRow:
    return ImportRow(**({"number": number, "record": "", "agency": "", "state": "", "typed": TYPED} | facts))


def faults(scene: Scene, *lines: ImportRow) -> list[list[str]]:
    compared = compare(actor=scene.actors["department_clerk"], code=CODE, rows=lines)
    return [[words for _, words in one.faults] for one in compared]


@pytest.mark.parametrize("unique", [True, False])
def test_a_second_line_of_the_same_record_is_refused(scene: Scene, unique: bool) -> None:
    record = made(scene, number="L-1")
    if not unique:
        content = {**definitions.find_register(code=CODE)[0].content}
        content["fields"] = [{**one, "unique": False} for one in content["fields"]]
        put_register(actor=SYSTEM, content=content, at=MORNING)
    typed = TYPED | {"number": "L-1"}
    first = line(5, record=str(record), typed=typed | {"learners": "50"})
    again = line(6, record=str(record), typed=typed | {"learners": "60"})
    by_number = line(7, typed=typed | {"learners": "70"})
    said = faults(scene, first, again, by_number)
    assert said[:2] == [[], ["Một dòng phía trên trong tệp đã ghi cho chính mục này. Chỉ để lại một dòng."]]
    assert said[2] == (said[1] if unique else [])


@pytest.mark.parametrize("state", ["Dự kiến", "planned", "du kien", ""])
def test_the_state_that_stands_may_be_written(scene: Scene, state: str) -> None:
    record = made(scene)
    assert faults(scene, line(5, record=str(record), state=state), line(6, state=state)) == [[], []]


def test_a_file_changes_neither_state_nor_agency(scene: Scene, clerk: Client) -> None:
    record = made(scene)
    rows = [
        [str(record), "SO-MAU", "Đã mở", "Lớp A", "", "service", "10/11/2026", 45, None],
        ["", "SO-MAU", "Đã mở", "Lớp B", "", "service", "10/11/2026", 45, None],
    ]
    text = words(clerk, sent(clerk, sheet(rows))["Location"])
    assert text.count("tình trạng chỉ đổi bằng thao tác trên trang của mục") == 2
    (said,) = faults(scene, line(5, record=str(record), agency="UBND-XA-99001"))
    assert said == [
        "Mục này thuộc Sở Mẫu; không thể chuyển sang cơ quan khác bằng tệp Excel. "
        "Cơ quan phụ trách sổ chuyển được trên trang của mục."
    ]
    assert faults(scene, line(5, record=str(record), agency="Sở Mẫu")) == [[]]


def test_an_untouched_file_says_the_same_whatever_signs_a_text_has(scene: Scene, clerk: Client) -> None:
    record = made(scene, note="Cột một\tcột hai\n\x0bdòng hai")
    done = sent(clerk, clerk.get(HOME + "so.xlsx").content)
    assert "Tệp giống nội dung sổ" in words(clerk, done["Location"])
    rows = [line(5, record=str(record), typed={"note": "Cột một cột hai\ndòng hai", "learners": "50"})]
    (compared,) = compare(actor=scene.actors["department_clerk"], code=CODE, rows=rows)
    assert [one.name for one in compared.cells] == ["Số người dự"]
    assert compared.values is not None and compared.values["note"] == RegisterRecord.objects.get().values["note"]


def locks(queries: CaptureQueriesContext) -> list[tuple[str, str]]:
    found = []
    for one in queries.captured_queries:
        sql = one["sql"]
        if "FOR UPDATE" in sql or "FOR NO KEY UPDATE" in sql:
            table = "record" if 'FROM "registries_registerrecord"' in sql else "register"
            found.append((table, "no key" if "NO KEY" in sql else "whole"))
    return found


def test_a_file_holds_records_before_the_register_as_everybody_does(scene: Scene) -> None:
    actor, rows = scene.actors["department_clerk"], [line(5, typed=TYPED | {"number": "L-1", "learners": "9"})]
    made(scene, number="L-1")
    digest = digest_of(compare(actor=actor, code=CODE, rows=rows))
    with CaptureQueriesContext(
        connection,
    ) as taken:
        take_import(actor=actor, code=CODE, rows=rows, ticked=frozenset({5}), digest=digest, at=MORNING)
    assert locks(taken)[:2] == [("record", "whole"), ("register", "no key")]
    assert ("register", "whole") not in locks(taken)
    content = {**definitions.find_register(code=CODE)[0].content, "purpose": "Khác"}
    with CaptureQueriesContext(connection) as put:
        put_register(actor=SYSTEM, content=content, at=MORNING)
    assert locks(put)[:2] == [("record", "whole"), ("register", "no key")]


def test_nothing_is_taken_into_a_register_that_is_no_longer_kept(scene: Scene) -> None:
    actor, rows = scene.actors["department_clerk"], [line(5)]
    compared = compare(actor=actor, code=CODE, rows=rows)
    assert [one.fate for one in compared] == [RowFate.NEW]
    retire_registers(actor=SYSTEM, codes=[CODE], at=MORNING)
    with pytest.raises(RegisterRetired):
        take_import(actor=actor, code=CODE, rows=rows, ticked=frozenset({5}), digest=digest_of(compared), at=MORNING)


def test_what_is_taken_is_what_was_shown(scene: Scene, clerk: Client) -> None:
    record = made(scene)
    rows = [[str(record), "SO-MAU", "Dự kiến", "Lớp A", "", "service", "10/11/2026", 46, None]]
    done = sent(clerk, sheet(rows))
    text = words(clerk, done["Location"])
    assert clerk.post(done["Location"], {"digest": digest_in(text), "take": ["5"]}).status_code == 302
    assert RegisterRecord.objects.get().values["learners"] == "46"
