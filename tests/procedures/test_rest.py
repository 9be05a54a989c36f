"""The catalogue through the API: every refusal names its field, nothing is stored, no input gives a 500."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from honglam.procedures.models import ProcedureVersion
from tests.procedures.samples import GOOD_ANSWERS

pytestmark = pytest.mark.usefixtures("trivial")
ROOT = "/api/v1/procedures"


def get(client: Client, path: str = "", status: int = 200) -> Any:
    response = client.get(ROOT + path)
    assert response.status_code == status, response.content
    return response.json()


def check(client: Client, body: Any, code: str = "1.000001", status: int = 200) -> Any:
    response = client.post(
        f"{ROOT}/{code}/check", body if isinstance(body, str) else json.dumps(body), "application/json"
    )
    assert response.status_code == status, response.content
    return response.json()


def test_lists_and_searches(client: Client) -> None:
    assert [item["code"] for item in get(client)["items"]] == ["1.000003", "1.000001", "1.000002"]
    assert [item["code"] for item in get(client, "?q=viec nha")["items"]][:1] == ["1.000001"]
    assert [item["code"] for item in get(client, "?level=province")["items"]] == ["1.000003"]
    assert get(client, "?q=bitcoin") == {"items": [], "next_cursor": None}


def test_pages_by_key(client: Client) -> None:
    first = get(client, "?limit=2")
    second = get(client, f"?limit=2&after={first['next_cursor']}")
    assert [item["code"] for item in first["items"] + second["items"]] == ["1.000003", "1.000001", "1.000002"]
    assert second["next_cursor"] is None


def test_fields_and_life_events(client: Client) -> None:
    assert [(field["code"], field["count"]) for field in get(client, "/fields")] == [("MAU", 3)]
    assert [event["code"] for event in get(client, "/life-events?audience=enterprise")] == ["kinh-doanh"]
    page = get(client, "/life-events/co-viec")
    assert [item["code"] for item in page["procedures"]] == ["1.000001", "1.000002"]
    assert get(client, "/life-events/khong-co", 404)["code"] == "life_event_not_found"


def test_a_procedure_with_every_field_of_the_law(client: Client) -> None:
    shown = get(client, "/1.000001")
    assert (shown["version"], shown["valid_from"], shown["valid_to"]) == (2, "2026-01-01", None)
    assert [(way["code"], way["duration"]) for way in shown["channels"]] == [(1, "3wd"), (2, "2wd"), (3, "3wd")]
    assert shown["fees"][0]["source"] == {
        "document": "02/2020/NQ-HĐND", "article": "Đ3", "date": "2020-12-01", "url": "",
    }  # fmt: skip
    assert get(client, "/1.000001?on=2025-12-31")["version"] == 1
    assert [(fee["quantity"], fee["when"]) for fee in shown["fees"]] == [("so_ban", ""), ("", "")]
    assert shown["free"] is None
    assert get(client, "/9.999999", 404)["code"] == "procedure_not_found"


def test_the_form_as_json_schema(client: Client) -> None:
    form = get(client, "/1.000001/form")
    assert form["schema"]["properties"]["so_ban"] == {
        "type": "integer", "title": "Số bản", "minimum": 1, "maximum": 20,
    }  # fmt: skip
    assert form["layout"]["pages"][0]["title"] == "Chủ hộ"
    assert get(client, "/1.000002/form", 404)["code"] == "form_missing"


def test_answers_can_be_checked_before_they_are_filed(client: Client) -> None:
    verdict = check(client, {"channel": "online", "answers": GOOD_ANSWERS, "attachments": {"GT": 1}})
    assert verdict["errors"] == []
    assert [(paper["code"], paper["upload"]) for paper in verdict["papers"]] == [
        ("TK", False), ("GT", True), ("CC", False),
    ]  # fmt: skip
    assert (verdict["fees"][0]["amount"], verdict["total"]) == (16000, 16000)
    assert not ProcedureVersion.objects.filter(in_use=True).exists()


def test_faults_stand_at_their_fields_in_the_callers_language(client: Client) -> None:
    verdict = check(client, {"answers": {**GOOD_ANSWERS, "so_ban": 21}})
    assert verdict["errors"] == [
        {"field": "so_ban", "code": "too_large", "detail": "Nhập từ 20 trở xuống."},
        {
            "field": "papers.GT",
            "code": "paper_missing",
            "detail": "Cần đính kèm tệp: Giấy tờ chứng minh việc nhà.",
        },
    ]
    client.cookies["language"] = "en"
    assert check(client, {"answers": {**GOOD_ANSWERS, "so_ban": 21}})["errors"][0]["detail"] == "Enter 20 or less."


@pytest.mark.parametrize(
    ("path", "field"),
    [("?limit=0", "limit"), ("?limit=x", "limit"), ("?level=huyen", "level"), ("?q=" + "a" * 201, "q")],
)
def test_a_wrong_question_names_its_field(client: Client, path: str, field: str) -> None:
    assert get(client, path, 422)["errors"][0]["field"].endswith(field)


@pytest.mark.parametrize("after", ["x", "W10", "WyIxZTk5OTk5OTkiLDFd", "WyJOYU4iLDFd", "WzEsMl0", "%00"])
def test_a_cursor_of_somebody_elses_making(client: Client, after: str) -> None:
    for path in (f"?after={after}", f"?q=nha&after={after}"):
        response = client.get(ROOT + path)
        assert response.status_code in {200, 422}
        if response.status_code == 422:
            assert response.json()["code"] in {"bad_cursor", "invalid_fields"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        '{"answers": []}',
        '{"answers": {}, "channel": "fax"}',
        '{"answers": {}, "attachments": {"A": "x"}}',
        "{",
    ],
)
def test_bodies_that_are_none(client: Client, body: str) -> None:
    response = client.post(f"{ROOT}/1.000001/check", body, "application/json")
    assert response.status_code in {400, 422}


def test_what_json_can_say_and_a_database_cannot_keep(client: Client) -> None:
    body = '{"answers": {"chu_ho": {"ho_ten": "a\\u0000b"}, "so_ban": 1e999, "loai": "\\ud800"}}'
    codes = {fault["field"]: fault["code"] for fault in check(client, body)["errors"]}
    assert codes["chu_ho.ho_ten"] == codes["so_ban"] == codes["loai"] == "unstorable"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    query=st.text(max_size=30),
    answers=st.dictionaries(
        st.sampled_from(["loai", "chu_ho", "thanh_vien", "so_ban", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=6), below, max_size=3),
            max_leaves=6,
        ),
        max_size=4,
    ),
)
def test_no_input_gives_a_server_error(client: Client, query: str, answers: dict[str, Any]) -> None:
    assert client.get(ROOT, {"q": query}).status_code in {200, 422}
    assert client.get(f"{ROOT}/{query or 'x'}").status_code < 500
    sent = json.dumps({"answers": answers})
    assert client.post(f"{ROOT}/1.000001/check", sent, "application/json").status_code in {200, 422}
