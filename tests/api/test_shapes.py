"""A request of the wrong shape: each fault at its field, in the caller's language."""

import json

import pytest
from django.test import Client

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
