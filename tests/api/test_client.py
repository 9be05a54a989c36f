"""One dossier through the API, by the client that other systems copy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from examples.python_client import client as example
from examples.python_client.client import Client, Refused, Submission
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, PDF, Scene

Of = Callable[..., Client]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "giấy tờ.pdf"
    path.write_bytes(PDF)
    return path


def submission(client: Client, paper: Path) -> Submission:
    papers = tuple(
        {"component_code": code, "file_id": client.upload(paper), "file_name": paper.name} for code in ("TK", "GT")
    )
    return Submission(
        procedure_code=HOUSEHOLD,
        applicant={"name": "Nguyễn Thị Hồng", "id_number": "042185001234", "phone": "0912345678"},
        answers=ANSWERS,
        papers=papers,
        unit_code="99001",
    )


def test_a_dossier_goes_from_submission_to_result(scene: Scene, client_of: Of, paper: Path) -> None:
    citizen, desk, officer = (client_of(actor) for actor in (scene.citizen, scene.reception, scene.officer))
    filed = citizen.submit(submission(citizen, paper))
    assert citizen.dossier(filed.dossier_id).status == "registered"
    accepted = desk.act(f"{filed.dossier_id}/accept")
    assert accepted["code"].startswith("X99.3-")
    task = next(task for task in officer.dossier(filed.dossier_id).raw["tasks"] if task["state"] == "open")
    officer.act(f"tasks/{task['id']}/claim")
    assert officer.act(f"tasks/{task['id']}/finish", outcome="dat")["status"] == "processing"
    assert [line["verb"] for line in citizen.history(filed.dossier_id)][:2] == ["submit", "accept"]
    assert [item["id"] for item in citizen.my_dossiers()] == [filed.dossier_id]


def test_the_same_key_files_once(scene: Scene, client_of: Of, paper: Path) -> None:
    citizen = client_of(scene.citizen)
    asked = submission(citizen, paper)
    assert citizen.submit(asked, key="k") == citizen.submit(asked, key="k")
    with pytest.raises(Refused) as refused:
        citizen.submit(submission(citizen, paper), key="k")
    assert refused.value.code == "idempotency_mismatch"
    assert len(list(citizen.my_dossiers())) == 1


def test_every_fault_is_named_at_its_field(scene: Scene, client_of: Of) -> None:
    citizen = client_of(scene.citizen)
    with pytest.raises(Refused) as refused:
        citizen.submit(Submission(procedure_code=HOUSEHOLD, applicant={"name": "Lan"}, unit_code="99001"))
    assert refused.value.status == 422
    fields = {fault.field for fault in refused.value.faults}
    assert {"applicant.phone", "loai"} <= fields
    assert all(fault.detail and fault.code for fault in refused.value.faults)


def test_a_stranger_finds_nothing_and_a_scope_is_needed(scene: Scene, client_of: Of, paper: Path) -> None:
    citizen = client_of(scene.citizen)
    filed = citizen.submit(submission(citizen, paper))
    with pytest.raises(Refused) as absent:
        client_of(scene.stranger).dossier(filed.dossier_id)
    assert absent.value.status == 404
    with pytest.raises(Refused) as forbidden:
        client_of(scene.citizen, frozenset({"dossiers:read"})).submit(submission(citizen, paper))
    assert (forbidden.value.status, forbidden.value.code) == (403, "scope_missing")


def test_without_a_token_the_catalogue_and_figures_are_open(scene: Scene, client_of: Of) -> None:
    citizen = client_of(scene.citizen)
    known = citizen.procedures()
    assert citizen.procedures(known[-1]["name"])[0]["code"] == known[-1]["code"]
    assert citizen.procedures("zzqx") == []
    assert set(citizen.statistics()["headline"]) >= {"received", "settled", "online_share"}
    citizen._http.headers.pop("Authorization")
    assert citizen.procedures()
    with pytest.raises(Refused) as refused:
        list(citizen.my_dossiers())
    assert (refused.value.status, refused.value.code) == (401, "unauthenticated")
    citizen._http.headers["Authorization"] = "Bearer not-a-token"
    with pytest.raises(Refused) as refused:
        list(citizen.my_dossiers())
    assert refused.value.status == 401


@pytest.mark.parametrize(
    ("status", "keyed", "asked", "waits"),
    [
        (503, True, "7", [7.0]),
        (503, True, "", [0.2]),
        (503, True, "3600", []),
        (503, False, "", []),
        (504, False, "", []),
        (429, False, "3", [3.0]),
    ],
)
def test_only_what_does_no_harm_is_sent_again_and_as_late_as_asked(
    monkeypatch: pytest.MonkeyPatch, status: int, keyed: bool, asked: str, waits: list[float]
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(example.time, "sleep", slept.append)
    answers = iter(
        [httpx.Response(status, headers={"Retry-After": asked} if asked else {}), httpx.Response(200, json={})]
    )
    parts: dict[str, Any] = {"headers": {"Idempotency-Key": "k"}} if keyed else {}
    with Client("http://example.vn", "t", transport=httpx.MockTransport(lambda _: next(answers))) as client:
        if waits:
            assert client._call("POST", "/dossiers", **parts) == {}
        else:
            with pytest.raises(Refused) as refused:
                client._call("POST", "/dossiers", **parts)
            assert refused.value.status == status
    assert slept == waits


@pytest.mark.parametrize("year", ["0001", "1850", "9999"])
def test_figures_of_no_time_of_ours_are_refused(scene: Scene, client_of: Of, year: str) -> None:
    for path in ("/statistics", "/statistics/reuse"):
        with pytest.raises(Refused) as refused:
            client_of(scene.citizen)._call(
                "GET", path, params={"first_on": f"{year}-01-01", "last_on": f"{year}-06-01"}
            )
        assert (refused.value.status, refused.value.faults[0].field) == (422, "first_on")


def test_what_answers_tell_beside_one_day_breaks_no_client_and_a_mistake_has_its_reference() -> None:
    filed = {"looked_at_by": "b", "new": 1, "dossier_id": "d", "desk_name": "n", "registration_code": "r"}
    refused = {"title": "Sai", "errors": [{"field": "f", "code": "c", "detail": "t", "new": 1}]}
    broken = {"title": "Lỗi", "reference": "a1b2"}
    answers = iter([(201, filed), (422, refused), (500, broken)])

    def answer(_: httpx.Request) -> httpx.Response:
        status, body = next(answers)
        return httpx.Response(status, json=body)

    with Client("http://honglam.example", "token", transport=httpx.MockTransport(answer)) as client:
        asked = Submission(procedure_code="1", applicant={})
        assert client.submit(asked) == example.Filed("d", "r", "n", "b")
        with pytest.raises(Refused) as fault:
            client.submit(asked)
        assert fault.value.faults == [example.Fault("f", "c", "t")]
        with pytest.raises(Refused) as mistake:
            client.submit(asked)
        assert (mistake.value.reference, fault.value.reference) == ("a1b2", "")
