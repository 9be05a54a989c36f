"""A written report whose source has more rows than it takes says so, in a sentence of its own."""

from datetime import date

import pytest

from honglam.directives import api
from honglam.directives.contracts import DirectiveInput, TaskInput
from honglam.directives.queries import telling
from honglam.indicators.contracts import Each, Piece
from honglam.indicators.queries.writing.sheets import rows_said
from honglam.kernel.tables import TableAsked
from tests.dossiers.scene import MORNING, Scene


def test_a_cut_off_source_makes_no_false_sentence(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    chairman = scene.actors["province_chairman"]
    for number in (1, 2):
        task = TaskInput(title=f"Việc {number}", lead_id=scene.unit("SO-MAU"), due_on=date(2026, 11, 30))
        wish = DirectiveInput(text=task.title, task=task)
        api.give_directive(actor=chairman, wish=wish, key=f"k{number}", at=MORNING)
    monkeypatch.setattr(telling, "MOST", 1)
    asked = TableAsked(
        actor=chairman,
        agency_id=scene.unit("UBND-MAU"),
        first_on=date(2026, 1, 1),
        last_on=date(2026, 12, 31),
        at=MORNING,
        of="",
    )
    each = Each(
        source="directives.tasks",
        say="{title}: {progress}.",
        otherwise="{title}: chưa có báo cáo.",
        only='title == "Việc 1"',
    )
    said = [list(part.pieces) for part in rows_said("b", each, asked)]
    assert "".join(piece.text for piece in said[0]) == "Việc 1: chưa có báo cáo."
    assert said[1:] == [[Piece(text="Bảng chưa đầy đủ: chỉ gồm 1 dòng đầu.")]]
