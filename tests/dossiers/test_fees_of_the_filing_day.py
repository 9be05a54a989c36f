"""What a dossier costs is what it cost on the day on which it was filed, however long the desk takes."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from honglam.dossiers import api
from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.models import Slip
from honglam.payments import api as payments
from honglam.procedures.contracts import Channel
from tests import database
from tests.dossiers.conftest import province_of
from tests.dossiers.scene import ANSWERS, MORNING, Scene, vn
from tests.pack.folders import PACKS

AGE = (MORNING.date() - date.fromisoformat(ANSWERS["chu_ho"]["ngay_sinh"])).days
"""In days, on the day of filing: whoever files a day later is late."""
OTHERS = "      - {code: PB, kind: fee, name: Phí giao trả"
LATE = f"""      - {{code: QH, kind: charge, name: Lệ phí quá hạn, amount: 9000, collect: on_receipt, provisional: true,
         when: "days_between(chu_ho.ngay_sinh, today) > {AGE}"}}
"""
NEXT_DAY = vn("2026-11-17 09:00")


@pytest.fixture(scope="module")
def province(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
    database_server: database.TestServer,
) -> Iterator[Scene]:
    """The household's procedure with a fee for whoever is late."""
    folder = Path(shutil.copytree(PACKS / "trivial", tmp_path_factory.mktemp("late") / "trivial"))
    procedure = folder / "procedures/mau/1.000001.yaml"
    text = procedure.read_text(encoding="utf-8")
    assert OTHERS in text
    procedure.write_text(text.replace(OTHERS, LATE + OTHERS), encoding="utf-8")
    yield from province_of(folder, django_db_blocker, database_server)


def charged(dossier_id: UUID) -> set[str]:
    orders = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    return {line.code for order in orders for line in order.lines}


def told(dossier_id: UUID) -> list[str]:
    slip = Slip.objects.get(dossier_id=dossier_id, kind=SlipKind.RECEIPT.value)
    return [fee["name"] for fee in slip.content["fees"]]


def test_whoever_filed_in_time_pays_no_late_fee_because_the_desk_took_a_day(scene: Scene) -> None:
    dossier_id = scene.submitted(MORNING)
    scene.accept(dossier_id, NEXT_DAY)
    assert charged(dossier_id) == {"LP"}
    assert told(dossier_id) == ["Lệ phí đăng ký"]


def test_whoever_filed_late_pays_it(scene: Scene) -> None:
    dossier_id = scene.submitted(NEXT_DAY)
    scene.accept(dossier_id, NEXT_DAY)
    assert charged(dossier_id) == {"LP", "QH"}
    assert told(dossier_id) == ["Lệ phí đăng ký", "Lệ phí quá hạn"]


@pytest.mark.parametrize(("filed", "codes"), [("2026-11-16 23:59", {"LP"}), ("2026-11-17 00:01", {"LP", "QH"})])
def test_the_day_ends_at_midnight_in_vietnam(scene: Scene, filed: str, codes: set[str]) -> None:
    dossier_id = scene.submitted(vn(filed))
    scene.accept(dossier_id, NEXT_DAY)
    assert charged(dossier_id) == codes


def test_a_postal_dossier_was_filed_when_it_was_handed_over(scene: Scene) -> None:
    papers = (scene.sheet("TK"), scene.sheet("GT"))
    taken = api.take_in(
        actor=scene.reception,
        submission=scene.submission(papers=papers),
        channel=Channel.POSTAL,
        key="postal-1",
        received_at=vn("2026-11-16 16:00"),
        at=NEXT_DAY,
    )
    assert "QH" not in charged(taken.dossier_id)
