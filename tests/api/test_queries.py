"""What may stand in an address of the API: every reading route crossed with texts that no database takes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from honglam.identity import api as identity
from honglam.kernel.models import RateBucket
from honglam.urls.api import api
from tests.api.conftest import token_for
from tests.dossiers.scene import Scene

ODD = ("\0", "H99-\0", "a\0b", "'\"%_\\", "9" * 5_000, "WzFd", "W10", "-1", "0001-01-01", "9999-12-31")
LOOK_UP = "/api/v1/dossiers/look-up/{}"


def reads() -> Iterator[tuple[str, list[str], list[str]]]:
    """Every GET of the description: its path, the names in the path that are texts, and those of the query."""
    for path, methods in Client().get("/api/v1/openapi.json").json()["paths"].items():
        parts: list[dict[str, Any]] = methods.get("get", {}).get("parameters", [])
        texts = [one["name"] for one in parts if one["in"] == "path" and one["schema"].get("format") != "uuid"]
        names = [one["name"] for one in parts if one["in"] == "query"]
        if "get" in methods and len(texts) == path.count("{"):
            yield path, texts, names


def test_no_text_in_an_address_is_a_fault_of_ours(scene: Scene) -> None:
    client, bad, tried = Client(), [], 0
    asked = [token_for(scene.actors[who], frozenset(identity.list_scopes())) for who in ("reception", "citizen")]
    for path, texts, names in reads():
        for odd in ODD:
            whole = path
            for name in texts:
                whole = whole.replace("{" + name + "}", quote(odd, safe=""))
            for query in [f"{name}={quote(odd)}" for name in names] or [""]:
                for token in asked:
                    with transaction.atomic():
                        answer = client.get(f"{whole}?{query}", headers={"Authorization": f"Bearer {token}"})
                        transaction.set_rollback(True)
                    tried += 1
                    if answer.status_code >= 500:
                        bad.append(f"{whole[:80]}?{query[:80]}: {answer.status_code}")
    assert tried > 100
    assert bad == [], "\n".join(dict.fromkeys(bad))


def test_whoever_has_no_token_looks_up_nothing_with_a_nul(scene: Scene, client: Client) -> None:
    answer = client.get(LOOK_UP.format("%00"))
    assert (answer.status_code, answer.json()["code"]) == (404, "dossier_not_found")
    dossier_id = scene.accepted()
    code = scene.row(dossier_id).code
    assert client.get(LOOK_UP.format(f"{code}%00")).json()["code"] == code


def test_codes_cannot_be_counted_through(scene: Scene, client: Client) -> None:
    """They follow one another: page and API count together."""
    RateBucket.objects.all().delete()
    for _ in range(19):
        assert client.get(LOOK_UP.format("H99-261116-0001")).status_code == 404
    assert client.get("/tra-cuu/", {"ma": "H99-261116-0001"}).status_code == 200
    refused = client.get(LOOK_UP.format("H99-261116-0001"))
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert client.get("/tra-cuu/", {"ma": "H99-261116-0001"}).status_code == 429


@pytest.mark.django_db
def test_the_description_is_made_once(client: Client) -> None:
    first = client.get("/api/v1/openapi.json")
    assert api.get_openapi_schema() is api.get_openapi_schema()
    assert client.get("/api/v1/openapi.json").content == first.content
