"""Signing together: what exactly is signed, whether a signature still stands, and who counts as a different person."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that a signature covers. `papers`: component and SHA-256 of each file, in any order."""

    version_id: int
    answers: Mapping[str, Any]
    applicant: Mapping[str, Any] | None
    unit_code: str
    papers: tuple[tuple[str, str], ...]


class Signing(StrEnum):
    """How somebody who was asked to sign stands."""

    ASKED = "asked"
    SIGNED = "signed"
    VOID = "void"
    DECLINED = "declined"


def digest_of(content: Content) -> str:
    """SHA-256 over one canonical writing of the content: the same answers in another order are the same content."""
    plain = {
        "version": content.version_id,
        "answers": content.answers,
        "applicant": content.applicant,
        "unit": content.unit_code,
        "papers": sorted(content.papers),
    }
    written = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def standing(*, signed: bool, digest: str, now: str, declined: bool) -> Signing:
    """A signature stands only for what it was given for."""
    if declined:
        return Signing.DECLINED
    if not signed:
        return Signing.ASKED
    return Signing.SIGNED if digest == now else Signing.VOID


def is_same_person(number: str, others: Iterable[str]) -> bool:
    """Whether a proven citizen number is among those of the others who sign."""
    return bool(number) and number in set(others)
