"""A file is named by its id, and an id is no secret: nobody makes somebody else's file a paper of their own."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from honglam.dossiers.contracts import Status
from honglam.dossiers.models import Dossier, Paper
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel.clock import today
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from tests.api.conftest import token_for
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, MORNING, Scene

CODES = ("TK", "GT")
GRANTED = {"outcome": "granted", "number": "1/GXN", "issued_on": today().isoformat(), "signer_name": "Chủ tịch"}


def send(client: Client, actor: Actor, url: str, body: dict[str, Any]) -> tuple[int, str]:
    """Status and code of the answer."""
    headers = {"Authorization": f"Bearer {token_for(actor)}", "Idempotency-Key": str(uuid7())}
    answer = client.post(f"/api/v1/dossiers{url}", json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json().get("code", "")


def filing(*papers: UUID) -> dict[str, Any]:
    """A whole dossier with these files as its papers."""
    return {
        "procedure_code": HOUSEHOLD,
        "applicant": {"name": "Trần Văn Lam", "id_number": "042085009990", "phone": "0912345678"},
        "answers": ANSWERS,
        "papers": [
            {"component_code": code, "file_id": str(one)} for code, one in zip(("TK", "GT"), papers, strict=True)
        ],
        "unit_code": "99001",
    }


def test_somebody_elses_file_is_no_paper_of_mine(scene: Scene, client: Client) -> None:
    own, foreign = scene.file(scene.stranger, "cua-toi.pdf"), scene.file(scene.citizen, "cua-nguoi.pdf")
    for papers in ((own, foreign), (own, uuid7())):
        assert send(client, scene.stranger, "", filing(*papers)) == (404, "file_not_found")
    assert not Dossier.objects.exists()
    assert send(client, scene.stranger, "", filing(own, own))[0] == 201


def test_a_paper_of_ones_own_dossier_may_be_named_again(scene: Scene, client: Client) -> None:
    dossier_id = scene.walk_in(applicant=scene.submission().applicant).dossier_id
    Dossier.objects.filter(id=dossier_id).update(owner_account_id=scene.citizen.id)
    copied = scene.file(scene.reception, "ban-quet.pdf")
    Paper.objects.filter(dossier=dossier_id, component_code="GT").update(file_id=copied)
    assert send(client, scene.citizen, "", filing(copied, copied))[0] == 201
    assert send(client, scene.stranger, "", filing(copied, copied)) == (404, "file_not_found")


@pytest.mark.parametrize(
    ("who", "status", "verb", "body"),
    [
        ("citizen", Status.SUPPLEMENT_REQUESTED, "answer-supplement", {"replies": [{"item": 0, "papers": [{}]}]}),
        ("reception", Status.RESOLVED, "return", {"kind": "signature", "recipient_name": "Lan"}),
        ("clerk", Status.PROCESSING, "result", GRANTED),
    ],
)
def test_every_verb_asks_whose_file_it_is(
    scene: Scene, client: Client, who: str, status: Status, verb: str, body: dict[str, Any]
) -> None:
    dossier_id = scene.at(status)
    file_id = scene.file(scene.stranger, "cua-nguoi.pdf")
    files.claim(actor=scene.stranger, file_ids=[file_id], holder=Holder(kind="draft", id="of-a-stranger"), at=MORNING)
    foreign = str(file_id)
    if "replies" in body:
        body["replies"][0]["papers"] = [{"component_code": "GT", "file_id": foreign}]
    else:
        body = body | {"file_id": foreign}
    assert send(client, scene.actors[who], f"/{dossier_id}/{verb}", body) == (404, "file_not_found")
    assert scene.status(dossier_id) is status


def test_officers_programs_share_what_belongs_to_nothing_yet(scene: Scene, client: Client) -> None:
    """One program hands the signed result in, another issues it."""
    dossier_id = scene.at_last_step()
    signed = str(scene.file(scene.officer, "ket-qua.pdf"))
    body = {**GRANTED, "file_id": signed}
    assert send(client, scene.clerk, f"/{dossier_id}/result", body)[0] == 200
