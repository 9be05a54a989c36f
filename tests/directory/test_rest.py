"""Units and agencies for other systems."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("province")


def test_an_old_address_is_resolved(client: Client) -> None:
    known = client.get("/api/v1/directory/units/resolve", {"text": "phuong binh"}).json()
    assert (known["certainty"], known["unit"]["code"], known["options"]) == ("current", "99002", [])
    asked = client.get("/api/v1/directory/units/resolve", {"text": "Xã Cũ, huyện Cũ"}).json()
    assert (asked["certainty"], asked["unit"]) == ("divided", None)
    assert {option["unit"]["code"] for option in asked["options"]} == {"99001", "99002"}
    then = client.get("/api/v1/directory/units/resolve", {"text": "99001", "on": "2025-06-30"}).json()
    assert then["unit"]["name"] == "Xã Cũ"


def test_units_are_listed_on_a_day(client: Client) -> None:
    found = client.get("/api/v1/directory/units", {"level": "commune", "on": "2025-06-30"}).json()
    assert [unit["name"] for unit in found] == ["Xã Cũ"]
    assert client.get("/api/v1/directory/units", {"level": "galaxy"}).status_code == 422


def test_agencies_are_listed_and_read(client: Client) -> None:
    found = client.get("/api/v1/directory/agencies", {"q": "so mau", "level": "province"}).json()
    assert "SO-MAU" in [item["code"] for item in found["items"]]
    one = client.get("/api/v1/directory/agencies/P-SO-MAU").json()
    assert (one["parent"], one["identifier_code"], one["identifier_provisional"]) == ("SO-MAU", "X99.2", True)
    assert client.get("/api/v1/directory/agencies/SO-KHAC").status_code == 404


def test_a_nul_is_read_as_a_blank(client: Client) -> None:
    asked = client.get("/api/v1/directory/agencies", {"q": "so\x00mau", "level": "province"})
    assert "SO-MAU" in [item["code"] for item in asked.json()["items"]]


@pytest.mark.parametrize("query", [{"after": "nonsense"}, {"q": "x" * 300}])
def test_what_cannot_be_asked_is_refused_by_name(client: Client, query: dict[str, str]) -> None:
    response = client.get("/api/v1/directory/agencies", query)
    assert response.status_code == 422
    assert response.json()["code"] in ("invalid_fields", "bad_cursor")
