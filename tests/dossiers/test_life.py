"""One dossier from the first page to the last, and what each verb leaves behind."""

from honglam.dossiers import api
from honglam.dossiers.contracts import Outcome, ResultClass, Status
from honglam.dossiers.models import HistoryEvent, Slip, Task, TaskScope
from tests.dossiers.scene import MORNING, Scene, vn


def test_a_dossier_goes_its_whole_way(scene: Scene) -> None:
    dossier_id = scene.returned()
    row = scene.row(dossier_id)
    assert row.status == Status.RETURNED
    assert row.outcome == Outcome.GRANTED
    assert row.result_class == ResultClass.EARLY
    assert row.code == "X99.3-261116-0001"
    assert row.due_at == vn("2026-11-18 09:00")
    lines = list(HistoryEvent.objects.filter(dossier=dossier_id).order_by("line").values_list("verb", flat=True))
    assert lines == [
        "submit",
        "accept",
        "start",
        "claim",
        "finish_step",
        "finish_step",
        "finish_step",
        "issue_result",
        "return_result",
    ]
    assert not TaskScope.objects.exists()
    assert not Task.objects.filter(dossier=dossier_id, state="open").exists()
    assert list(Slip.objects.filter(dossier=dossier_id).values_list("kind", "number")) == [("receipt_slip", 1)]


def test_the_page_of_a_dossier(scene: Scene) -> None:
    dossier_id = scene.processing()
    view = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING)
    assert view.mine
    assert not view.masked
