"""People back from the JSON in which drafts and dossiers keep them."""

from collections.abc import Mapping
from typing import Any

from honglam.dossiers.contracts import Applicant, OwnerKind, Submitter


def applicant_from(stored: Mapping[str, Any] | None) -> Applicant | None:
    """An applicant, or None where none was given yet."""
    return Applicant(**{**stored, "kind": OwnerKind(stored["kind"])}) if stored else None


def submitter_from(stored: Mapping[str, Any] | None) -> Submitter | None:
    """A submitter, or None where the applicant brings it."""
    return Submitter(**stored) if stored else None
