"""A request of the wrong shape: each fault at its field, in the caller's language."""

import json

import pytest
from django.test import Client

from honglam.kernel.clock import now
from tests.api.conftest import token_for
from tests.dossiers.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "Thiếu thông tin bắt buộc này."),
        ("de", "Thiếu thông tin bắt buộc này."),
        ("vi,en;q=0.5", "Thiếu thông tin bắt buộc này."),
        ("en", "This field must be given."),
    ],
)
def test_a_missing_key_is_named_in_the_language_asked(scene: Scene, client: Client, language: str, words: str) -> None:
    answer = client.post(
        "/api/v1/dossiers",
        json.dumps({"answers": {}}),
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token_for(scene.citizen)}",
            "Idempotency-Key": "a",
            **({"Accept-Language": language} if language else {}),
        },
    )
    assert answer.status_code == 422
    faults = {fault["field"].rpartition(".")[2]: fault for fault in answer.json()["errors"]}
    assert faults["procedure_code"] == faults["procedure_code"] | {"code": "missing", "detail": words}


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2026-12-01T17:00:00", "timezone_aware"),
        ("0001-01-01T00:00:00Z", "moment_out_of_range"),
        ("0001-01-01T00:00:00+14:00", "moment_out_of_range"),
        ("9999-12-31T23:00:00Z", "moment_out_of_range"),
        ("9999-12-31T23:00:00-12:00", "moment_out_of_range"),
    ],
)
def test_a_moment_has_a_zone_and_lies_in_our_time(scene: Scene, client: Client, moment: str, code: str) -> None:
    dossier_id = scene.processing()
    asked = {
        "request-supplement": {
            "items": [{"name": "Giấy tờ nhà", "lacks": "Trang 2 bị mờ, chụp lại", "component_code": "GT"}],
            "reason": "Bản chụp bị mờ",
            "answer_by": moment,
        },
        "extend": {"reason": "Chờ xác minh", "new_due_at": moment},
    }
    headers = {"Authorization": f"Bearer {token_for(scene.officer)}"}
    for verb, body in asked.items():
        url = f"/api/v1/dossiers/{dossier_id}/{verb}"
        answer = client.post(url, json.dumps(body), content_type="application/json", headers=headers)
        assert answer.status_code == 422, answer.content
        (fault,) = answer.json()["errors"]
        assert (fault["field"].rpartition(".")[2], fault["code"]) == (list(body)[-1], code)
        assert "%(" not in fault["detail"]
    assert scene.status(dossier_id) == "processing"


def test_a_moment_with_its_zone_is_taken(scene: Scene, client: Client) -> None:
    body = {
        "items": [{"name": "Giấy tờ nhà", "lacks": "Trang 2 bị mờ, chụp lại", "component_code": "GT"}],
        "reason": "Bản chụp bị mờ",
        "answer_by": "2199-12-31T23:00:00+07:00",
    }
    url = f"/api/v1/dossiers/{scene.processing(now())}/request-supplement"
    headers = {"Authorization": f"Bearer {token_for(scene.officer)}"}
    answer = client.post(url, json.dumps(body), content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("said", ["a\0b", "\ud800", ["x", {"y": "\0"}]])
def test_answers_that_no_column_takes_are_refused_at_their_question(scene: Scene, client: Client, said: object) -> None:
    body = {
        "procedure_code": "1.000001",
        "applicant": {"name": "Nguyễn Thị Hồng", "phone": "0912345678"},
        "answers": {"chu_ho": {"ho_ten": said}},
        "unit_code": "99001",
    }
    headers = {"Authorization": f"Bearer {token_for(scene.citizen)}", "Idempotency-Key": "a"}
    for url in ("/api/v1/dossiers", "/api/v1/dossiers/check"):
        answer = client.post(url, json.dumps(body), content_type="application/json", headers=headers)
        assert answer.status_code < 500, answer.content
