"""The law's own examples (vietnam.md §11, vectors 1–8), not through the arithmetic but through the verbs."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from honglam.dossiers import api
from honglam.dossiers.contracts import PaymentEvidence, ReceivedOutOfOrder
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from honglam.procedures.contracts import Channel
from tests.dossiers.scene import Scene, vn
from tests.pack.folders import PACKS


def limited_to(folder: Path, duration: str, policy: str = "pause") -> None:
    """The household registration with another limit at the counter."""
    target = folder / "pack"
    target.mkdir()
    for path in (PACKS / "trivial").rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(PACKS / "trivial")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    procedure = target / "procedures" / "mau" / "1.000001.yaml"
    text = procedure.read_text(encoding="utf-8")
    text = text.replace("{channel: in_person, duration: 3wd", f"{{channel: in_person, duration: {duration}")
    text = text.replace("policy: pause, count_from: instant", f"policy: {policy}, count_from: instant")
    if duration != "3wd":
        # The steps must add up to the limit, or the pack is refused: the first one takes what the others leave.
        text = re.sub(r"hours: (4|12|8|2)\b", "hours: 1", text)
        text = text.replace("hours: 1", f"hours: {int(duration[0]) * 8 - 4}", 1)
    procedure.write_text(text, encoding="utf-8")
    pack.apply(path=target, actor=SYSTEM, at=vn("2026-01-02 09:00"))


@pytest.mark.parametrize(
    ("received", "duration", "due"),
    [
        ("2026-11-16 09:00", "3wd", "2026-11-19 09:00"),
        ("2026-11-20 16:30", "2wd", "2026-11-25 16:30"),
        ("2026-08-22 08:00", "1wd", "2026-08-24 08:00"),
        ("2026-08-28 15:00", "2wd", "2026-09-04 15:00"),
        ("2026-02-13 10:00", "1wd", "2026-02-23 10:00"),
        ("2026-11-14 20:00", "1wd", "2026-11-16 17:00"),
    ],
)
def test_vectors_1_to_6(scene: Scene, tmp_path: Path, received: str, duration: str, due: str) -> None:
    if duration != "3wd":
        limited_to(tmp_path, duration)
    assert scene.walk_in(vn(received)).due_at == vn(due)


def _asked_and_answered(scene: Scene) -> datetime | None:
    dossier_id = scene.walk_in(vn("2026-11-16 09:00")).dossier_id
    scene.ask(dossier_id, at=vn("2026-11-17 09:00"))
    assert scene.row(dossier_id).paused_since == vn("2026-11-17 09:00")
    done = api.answer_supplement(
        actor=scene.reception, dossier_id=dossier_id, replies=scene.reply(), at=vn("2026-11-20 09:00")
    )
    return done.due_at


def test_vector_7_a_supplement_pauses(scene: Scene) -> None:
    assert _asked_and_answered(scene) == vn("2026-11-25 09:00")


def test_vector_8_a_supplement_starts_again(scene: Scene, tmp_path: Path) -> None:
    limited_to(tmp_path, "3wd", policy="restart")
    assert _asked_and_answered(scene) == vn("2026-11-26 09:00")


def test_restart_is_for_supplements_only(scene: Scene, tmp_path: Path) -> None:
    """A tax that is waited for pauses even where a supplement would start the clock again."""
    limited_to(tmp_path, "3wd", policy="restart")
    dossier_id = scene.walk_in(vn("2026-11-16 09:00")).dossier_id
    api.claim_task(actor=scene.officer, task_id=scene.task(dossier_id).id, at=vn("2026-11-16 10:00"))
    api.request_payment(
        actor=scene.officer, dossier_id=dossier_id, amount=1, reason="Thuế đất", at=vn("2026-11-17 09:00")
    )
    done = api.confirm_payment(
        actor=scene.reception,
        dossier_id=dossier_id,
        evidence=PaymentEvidence(reference="BL 12"),
        at=vn("2026-11-20 09:00"),
    )
    assert done.due_at == vn("2026-11-25 09:00")


def test_several_pauses_add_up(scene: Scene) -> None:
    dossier_id = scene.walk_in(vn("2026-11-16 09:00")).dossier_id
    api.claim_task(actor=scene.officer, task_id=scene.task(dossier_id).id, at=vn("2026-11-16 10:00"))
    for day in ("17", "18"):
        api.pause_dossier(
            actor=scene.officer,
            dossier_id=dossier_id,
            reason="Niêm yết công khai",
            legal_basis="Điều 7",
            at=vn(f"2026-11-{day} 09:00"),
        )
        done = api.resume_dossier(actor=scene.officer, dossier_id=dossier_id, at=vn(f"2026-11-{day} 11:00"))
    assert done.due_at == vn("2026-11-19 15:00")


def test_a_pause_of_nothing_changes_nothing(scene: Scene) -> None:
    dossier_id = scene.walk_in(vn("2026-11-16 09:00")).dossier_id
    api.claim_task(actor=scene.officer, task_id=scene.task(dossier_id).id, at=vn("2026-11-16 10:00"))
    moment = vn("2026-11-17 10:00")
    api.pause_dossier(
        actor=scene.officer, dossier_id=dossier_id, reason="Niêm yết công khai", legal_basis="Điều 7", at=moment
    )
    done = api.resume_dossier(actor=scene.officer, dossier_id=dossier_id, at=moment)
    assert done.due_at == vn("2026-11-19 09:00")


def test_the_time_of_a_postal_record_counts(scene: Scene) -> None:
    """Lawful submission is the signing of the hand-over record (QĐ 45/2016 Đ7.4), not when somebody typed it."""
    submission = scene.submission(answers={}, papers=(scene.sheet("TK"), scene.sheet("GT")))
    accepted = api.take_in(
        actor=scene.reception,
        submission=submission,
        key=str(uuid7()),
        channel=Channel.POSTAL,
        received_at=vn("2026-11-16 09:00"),
        at=vn("2026-11-16 16:00"),
    )
    assert accepted.due_at == vn("2026-11-19 09:00")
    assert accepted.code.startswith("X99.3-261116-")


def test_receipt_cannot_lie_in_the_future(scene: Scene) -> None:
    dossier_id = scene.submitted(vn("2026-11-16 09:00"))
    for moment in ("2026-11-16 08:00", "2026-11-16 11:00"):
        with pytest.raises(ReceivedOutOfOrder):
            api.accept_dossier(
                actor=scene.reception,
                dossier_id=dossier_id,
                received_at=vn(moment),
                at=vn("2026-11-16 10:00"),
            )


def test_steps_are_never_due_after_the_dossier(scene: Scene) -> None:
    dossier_id = scene.accepted(vn("2026-11-16 09:00"))
    assert scene.task(dossier_id).due_at == vn("2026-11-16 15:00")
    api.claim_task(actor=scene.officer, task_id=scene.task(dossier_id).id, at=vn("2026-11-18 08:30"))
    api.finish_step(
        actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="can_hoi", at=vn("2026-11-18 08:30")
    )
    assert scene.task(dossier_id, "consult").due_at == scene.row(dossier_id).due_at == vn("2026-11-18 09:00")
