"""From template and answers to a document: places, filters, conditions, tables; nothing typed is executed."""

from datetime import date
from typing import Any

import pytest

from honglam.procedures.contracts import (
    BlockKind,
    DocumentBlock,
    NumberSeries,
    ResultTemplate,
    TableColumn,
    TemplateBlock,
)
from honglam.procedures.rules.conditions import Context
from honglam.procedures.rules.documents import Material, compose, date_long, fill_at_issue
from honglam.procedures.rules.questions import leaves
from honglam.procedures.rules.writing import show_date

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "ten": {"type": "string"},
        "ngay": {"type": "string", "format": "date-vn"},
        "loai": {"type": "string", "oneOf": [{"const": "moi", "title": "Cấp mới"}]},
        "von": {"type": "integer"},
        "nam": {"type": "integer", "minimum": 1900, "maximum": 2100},
        "xa": {"type": "string", "format": "commune"},
        "dong_y": {"type": "boolean"},
        "con": {"type": "array", "items": {"type": "object", "properties": {"ten": {"type": "string"}}}},
    },
}
ANSWERS: dict[str, Any] = {
    "ten": "Nguyễn Thị Hồng",
    "ngay": "2026-01-05",
    "loai": "moi",
    "von": 1_215_000,
    "nam": 2015,
    "xa": "99001",
    "dong_y": True,
    "con": [{"ten": "An"}, {"ten": "{answers.von}"}],
}


def made(*blocks: TemplateBlock, answers: dict[str, Any] | None = None) -> tuple[DocumentBlock, ...]:
    """The blocks of a document."""
    template = ResultTemplate(
        title="Giấy", number=NumberSeries(series="s", format="{number}"), signer_role="approver", body=blocks
    )
    material = Material(
        answers=ANSWERS if answers is None else answers,
        leaves=leaves(SCHEMA),
        facts={"agency.name": "UBND xã An", "today": "2026-11-16"},
        show={"date-vn": show_date, "commune": lambda code: f"xã {code}"},
        unit_label=lambda code: {"99001": "Xã An"}[code],
        yes_no=("Có", "Không"),
    )
    return compose(template, material, Context(on=date(2026, 11, 16))).blocks


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{answers.ten|upper}", "NGUYỄN THỊ HỒNG"),
        ("{answers.ngay|date}, {answers.ngay}", "05/01/2026, 05/01/2026"),
        ("{answers.ngay|date_long}", "ngày 05 tháng 01 năm 2026"),
        ("{answers.loai|choice}", "Cấp mới"),
        ("{answers.von|money} ({answers.von|words})", "1.215.000 đồng (Một triệu hai trăm mười lăm nghìn đồng)"),
        ("{answers.von}, năm {answers.nam}", "1.215.000, năm 2015"),
        ("{answers.xa|unit}", "Xã An"),
        ("{answers.dong_y}", "Có"),
        ("{agency.name} ngày {today|date}", "UBND xã An ngày 16/11/2026"),
        ("{answers.khong_co}", ""),
        ("Số {result.number}, {result.date|date_long}", "Số {result.number}, {result.date|date_long}"),
    ],
)
def test_places_and_filters(text: str, written: str) -> None:
    assert made(TemplateBlock(text=text))[0].text == written


def test_blocks_conditions_and_tables() -> None:
    columns = (TableColumn(label="Tên", value="{item.ten}"),)
    blocks = made(
        TemplateBlock(heading="Điều 1", when="loai == 'moi'"),
        TemplateBlock(heading="Điều 2", when="loai == 'khac'"),
        TemplateBlock(label="Họ tên", value="{answers.ten}"),
        TemplateBlock(each="con", columns=columns),
    )
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.LABEL, BlockKind.TABLE]
    assert fill_at_issue(blocks, {})[2].rows == (("An",), ("{answers.von}",)), "what was typed is text, not a place"


def test_what_nobody_answered_stays_blank() -> None:
    blocks = made(
        TemplateBlock(label="Họ tên", value="{answers.ten|upper}"),
        TemplateBlock(label="Vốn", value="{answers.von|money}"),
        TemplateBlock(each="con", columns=(TableColumn(label="Tên", value="{item.ten}"),)),
        answers={},
    )
    assert [(block.text, block.rows) for block in blocks] == [("", ()), ("", ()), ("", ())]


def test_the_issue_fills_its_own_places_only() -> None:
    block = DocumentBlock(kind=BlockKind.TEXT, text="Số {result.number}, {result.date|date_long}, {answers.ten} {}")
    (filled,) = fill_at_issue((block,), {"result.number": "05/GXN", "result.date": "2026-03-09"})
    assert filled.text == "Số 05/GXN, ngày 09 tháng 3 năm 2026, {answers.ten} {}"
    (blank,) = fill_at_issue((block,), {})
    assert blank.text == "Số …, …, {answers.ten} {}"


@pytest.mark.parametrize("typed", ["38H-{signer.name}", "{result.number}", "{signer.name|upper}"])
def test_the_issue_fills_nothing_that_an_applicant_typed(typed: str) -> None:
    facts = {"result.number": "05/GXN", "signer.name": "Lê Văn Ký"}
    blocks = made(
        TemplateBlock(text="Biển số {answers.ten}, ký: {signer.name}"),
        TemplateBlock(each="con", columns=(TableColumn(label="Tên", value="{item.ten}"),)),
        answers={"ten": typed, "con": [{"ten": typed}]},
    )
    filled = fill_at_issue(blocks, facts)
    assert filled[0].text == f"Biển số {typed}, ký: Lê Văn Ký"
    assert filled[1].rows == ((typed,),)


def test_a_place_is_not_put_together_from_two_answers() -> None:
    answers = {"ten": "{signer.", "loai": "name}"}
    (block,) = fill_at_issue(made(TemplateBlock(text="{answers.ten}{answers.loai}"), answers=answers), {})
    assert block.text == "{signer.name}"


def test_dates_as_official_papers_write_them() -> None:
    assert date_long("2026-10-25") == "ngày 25 tháng 10 năm 2026"
    assert date_long("1985") == "1985"
