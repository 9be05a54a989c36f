"""Where the part of a form stands that a page was about: the same part, wherever it is now, and never another one."""

from typing import Any

import pytest

from honglam.procedures.rules.designing.marks import mark_of, standing

FIRST = "pages.0.sections.0.questions.0"


def question(name: str) -> dict[str, Any]:
    return {"ref": name.rpartition(".")[2], "was": name, "label": "Tên"}


def page(*sections: tuple[str, list[str]]) -> dict[str, Any]:
    return {"title": "", "sections": [{"title": t, "questions": [*map(question, names)]} for t, names in sections]}


def form(*pages: dict[str, Any]) -> dict[str, Any]:
    return {"pages": list(pages)}


HOUSEHOLD, TRADES = page(("Hộ", ["ten"])), page(("Ngành, nghề", ["nganh_nghe.ten"]))
TWICE, COPY = page(("Người khai", ["ho_ten"]), ("Người khai", ["ho_ten_2"])), page(("Người khai", ["ho_ten_2"]))
RENAMED = page(("Người khai", ["ten_goi"]), ("Người khai", ["ho_ten_2"]))


@pytest.mark.parametrize(
    ("before", "after", "place", "typed", "found"),
    [
        (form(HOUSEHOLD, TRADES), form(TRADES), FIRST, {"ref": "ten", "label": "Tên hộ"}, ""),
        (form(HOUSEHOLD), form(page(("Hộ", ["ten_ho"]))), FIRST, {"ref": "ten_ho", "label": "Tên"}, FIRST),
        (form(TWICE), form(COPY), "pages.0.sections.0", {"title": "Người khai"}, ""),
        (form(TWICE), form(RENAMED), "pages.0.sections.0", {"title": "Người khai"}, "pages.0.sections.0"),
        (form(HOUSEHOLD, TRADES), form(TRADES, HOUSEHOLD), "pages.0", {"title": ""}, "pages.1"),
    ],
    ids=[
        "the same short name in another list",
        "a name that one's own save gave",
        "a copy that slid into its place",
        "a question that a colleague renamed",
        "moved",
    ],
)
def test_a_part_is_found_or_said_to_be_gone(
    before: dict[str, Any], after: dict[str, Any], place: str, typed: dict[str, Any], found: str
) -> None:
    assert standing(after, place, mark_of(before, place), typed) == found
