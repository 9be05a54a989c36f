"""What is known of a person or an enterprise, under the names by which forms ask for it (`prefill` in a pack)."""

from collections.abc import Mapping
from typing import Any

_SEX: Mapping[str, str] = {"male": "nam", "female": "nu"}
"""The codes that the national forms use for the two."""


def person_facts(
    *,
    full_name: str,
    citizen_id: str = "",
    birth: str = "",
    gender: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    unit_code: str = "",
) -> dict[str, str]:
    """Facts about whoever fills in or stands at the counter. `birth` is an ISO date, perhaps only its year."""
    facts = {
        "person.full_name": full_name,
        "person.citizen_id": citizen_id,
        "person.birth_date": birth,
        "person.sex": _SEX.get(gender, ""),
        "person.phone": phone,
        "person.email": email,
        "person.address": address,
        "person.commune": unit_code,
    }
    return {name: value for name, value in facts.items() if value}


def enterprise_facts(
    *, name: str, tax_code: str, address: str = "", unit_code: str = "", representative: str = ""
) -> dict[str, str]:
    """Facts about the enterprise for which somebody acts."""
    facts = {
        "enterprise.name": name,
        "enterprise.tax_code": tax_code,
        "enterprise.address": address,
        "enterprise.commune": unit_code,
        "enterprise.representative": representative,
    }
    return {key: value for key, value in facts.items() if value}


def fill_gaps(answers: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, with `known` ones where nothing stands yet; what somebody typed is never overwritten."""
    filled = dict(answers)
    for name, value in known.items():
        before = filled.get(name)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            filled[name] = fill_gaps(before, value)
        elif before in (None, "", {}):
            filled[name] = value
    return filled


def put_answer(answers: Mapping[str, Any], field: str, value: Any) -> dict[str, Any]:
    """The answers with one at a dotted field."""
    first, _, rest = field.partition(".")
    below = answers.get(first)
    new = put_answer(below if isinstance(below, Mapping) else {}, rest, value) if rest else value
    return {**answers, first: new}


def changed_since(answers: Mapping[str, Any], field: str, value: Any) -> bool:
    """Whether the answer at a dotted field is no longer the one that was prefilled."""
    found: Any = answers
    for part in field.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return bool(found != value)
