"""Everything the description promises and much that it forbids, sent by a fuzzer: never a 5xx, each refusal named."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import ignored_auth

from honglam.identity import api as identity
from tests.api.conftest import token_for
from tests.dossiers.scene import Scene

EXAMPLES = 15
ANSWERED = 12  # operations that take no id answer a stranger to the land too
AS_FUZZED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("who", ["reception", "citizen"])
def test_every_answer_is_as_described(scene: Scene, one_connection: None, who: str) -> None:
    """By an officer and by a citizen, each with every scope."""
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    token = token_for(scene.actors[who], frozenset(identity.list_scopes()))
    described.config.update(headers={"Authorization": f"Bearer {token}"})
    tried, met = 0, set[str]()
    for found in described.get_all_operations():
        operation = found.ok()

        @AS_FUZZED
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            answer = case.call()
            if answer.status_code < 400:
                met.add(f"{case.method} {case.path}")
            look_at(case, answer)

        ask()
        tried += 1
    assert tried > 20
    assert len(met) >= ANSWERED, f"what refuses everything was not tried: {sorted(met)}"


def look_at(case: Any, answer: Any) -> None:
    """One answer: as described, or a refusal that names its reason and its field."""
    told = f"{case.method} {case.formatted_path}: {answer.status_code} {answer.content[:300]!r}"
    assert answer.status_code < 500, told
    if answer.status_code < 400:
        # The catalogue and the figures are open with and without a token, which the description cannot say.
        case.validate_response(answer, excluded_checks=[ignored_auth])
        return
    body = answer.json()
    assert answer.headers["content-type"][0].startswith("application/problem+json"), told
    assert body["code"], told
    assert body["title"], told
    if body["code"] in ("invalid_fields", "invalid"):
        assert body["errors"], f"a catch-all refusal names no field: {told}"
        assert all(fault["field"] and fault["detail"] for fault in body["errors"]), told
