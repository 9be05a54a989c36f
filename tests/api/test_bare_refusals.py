"""What is refused before any route is asked is told to programs as all else is: by name, in the language asked for."""

import io
import json
from typing import Any

import pytest
from django.test import Client

from honglam.urls.api import caller_without_token
from tests.api.conftest import token_for
from tests.dossiers.scene import Scene

pytestmark = pytest.mark.django_db
JSON = "application/json"
SPOKEN = {
    "not_found": ("Không tìm thấy nội dung tại địa chỉ này.", "Nothing was found at this address."),
    "wrong_method": (
        "Địa chỉ này không nhận phương thức DELETE. Các phương thức được nhận: GET, POST.",
        "This address does not take DELETE. It takes: GET, POST.",
    ),
    "request": (
        "Không đọc được nội dung gửi đến. Hãy gửi đúng theo bản mô tả của địa chỉ này, bằng UTF-8.",
        "What was sent cannot be read. Send it as the description of this address says, in UTF-8.",
    ),
    "unauthenticated": ("Địa chỉ này cần mã truy cập còn hiệu lực.", "This address needs a valid access token."),
    "too_much_sent": ("Nội dung gửi trong một lần vượt quá mức cho phép.", "More was sent at once than is taken here."),
    "not_accepted": ("Yêu cầu này không được chấp nhận.", "This request was not accepted."),
    "internal": (
        "Hệ thống đang gặp sự cố. Vui lòng thử lại; nếu vẫn không được, hãy cho biết mã tra cứu sự cố (reference).",
        "Something went wrong on our side. Please try again; if it stays, name the reference.",
    ),
}


def told(answer: Any, status: int, code: str, language: str) -> dict[str, Any]:
    """The body, if it is a refusal of this name in this language."""
    assert answer.status_code == status, answer.content[:300]
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    named = {"type": f"/problems/{code}", "status": status, "code": code}
    assert body == body | named | {"title": SPOKEN[code][language == "en"]}
    return body


@pytest.fixture(params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The language that the program asks for."""
    return str(request.param)


@pytest.mark.parametrize("path", ["/api/v1/khong-co", "/api/v1/", "/api/v2/dossiers", "/api/", "/api/v1/dossiers/"])
def test_an_address_that_is_not_there(client: Client, path: str, language: str) -> None:
    for send in (client.get, client.post, client.delete):
        told(send(path, headers={"Accept-Language": language}), 404, "not_found", language)


def test_a_page_that_is_not_there_stays_a_page(client: Client) -> None:
    answer = client.get("/khong-co/", headers={"Accept": JSON})
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_wrong_method_and_the_right_ones(client: Client, language: str) -> None:
    answer = client.delete("/api/v1/dossiers", headers={"Accept-Language": language})
    told(answer, 405, "wrong_method", language)
    assert {one.strip() for one in answer.headers["Allow"].split(",")} == {"GET", "POST"}


@pytest.mark.parametrize("body", [b"{", b"[" * 50_000, b'{"a": "\xff"}', b"a=1"])
def test_a_body_that_is_no_json(scene: Scene, client: Client, body: bytes, language: str) -> None:
    headers = {"Authorization": f"Bearer {token_for(scene.citizen)}", "Accept-Language": language}
    told(client.post("/api/v1/dossiers", body, content_type=JSON, headers=headers), 400, "request", language)


def test_a_form_that_ends_in_the_middle(scene: Scene, client: Client, language: str) -> None:
    headers = {"Authorization": f"Bearer {token_for(scene.citizen)}", "Accept-Language": language}
    for kind in ("multipart/form-data", "multipart/form-data; boundary=ă"):
        answer = client.post("/api/v1/dossiers/files", b"--x\r\n", content_type=kind, headers=headers)
        told(answer, 400, "request", language)


def test_a_body_larger_than_is_read(scene: Scene, client: Client, settings: Any, language: str) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    headers = {"Authorization": f"Bearer {token_for(scene.citizen)}", "Accept-Language": language}
    body = json.dumps({"procedure_code": "x" * 2000})
    told(client.post("/api/v1/dossiers", body, content_type=JSON, headers=headers), 413, "too_much_sent", language)
    unsigned = client.post(
        "/api/v1/payments/gateway/callback", body, content_type=JSON, headers={"Accept-Language": language}
    )
    told(unsigned, 413, "too_much_sent", language)


def test_more_files_than_are_read(scene: Scene, client: Client, settings: Any, language: str) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    headers = {"Authorization": f"Bearer {token_for(scene.citizen)}", "Accept-Language": language}
    files = {f"f{number}": io.BytesIO(b"x") for number in range(3)}
    told(client.post("/api/v1/dossiers/files", files, headers=headers), 413, "too_much_sent", language)


def test_no_token(client: Client, language: str) -> None:
    answer = client.get("/api/v1/dossiers", headers={"Accept-Language": language})
    told(answer, 401, "unauthenticated", language)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_too_often(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(caller_without_token.__globals__, "PER_MINUTE_WITHOUT", 0)
    answer = client.get("/api/v1/procedures")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert (answer.headers["Content-Type"], answer.json()["code"]) == ("application/problem+json", "too_many_requests")


def test_an_address_of_no_house(client: Client, language: str) -> None:
    answer = client.get("/api/v1/procedures", headers={"Host": "a b", "Accept-Language": language})
    told(answer, 400, "request", language)


def test_a_form_from_another_page(language: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/api/v1/openapi.json", headers={"Accept-Language": language})
    told(answer, 403, "not_accepted", language)


@pytest.mark.parametrize("place", ["honglam.identity.middleware._name_actor", "honglam.ops.rest.queries.get_figures"])
def test_a_fault_of_ours_is_named_by_its_reference(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str, language: str
) -> None:
    """Before any route is asked, and in one."""

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret particulars")

    monkeypatch.setattr(place, broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/statistics", headers={"Accept-Language": language})
    body = told(answer, 500, "internal", language)
    assert body["reference"] in caplog.text
    assert "secret" not in answer.content.decode()
