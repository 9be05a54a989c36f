"""Words of codes, for the pages."""

from typing import Any

from honglam.documents.contracts import (
    BOUND_LABELS,
    DOUBT_LABELS,
    IMPORT_FAULTS,
    IMPORT_STATE_LABELS,
    KIND_LABELS,
    PROPOSAL_KIND_LABELS,
    RELATION_LABELS,
    VALIDITY_LABELS,
    VERDICT_LABELS,
    Bound,
)
from honglam.kernel.numerals import read_number
from honglam.ui.formats import format_number

WORDS: dict[str, Any] = {
    "kinds": KIND_LABELS,
    "validities": VALIDITY_LABELS,
    "validity_tags": {"unknown": "neutral", "in_force": "good", "replaced": "warn"},
    "relations": RELATION_LABELS,
    "doubts": DOUBT_LABELS,
    "bounds": BOUND_LABELS,
    "states": IMPORT_STATE_LABELS,
    "state_tags": {"waiting": "info", "reading": "info", "proposed": "warn", "confirmed": "good", "failed": "bad"},
    "faults": IMPORT_FAULTS,
    "proposals": PROPOSAL_KIND_LABELS,
    "verdicts": VERDICT_LABELS,
    "verdict_tags": {"open": "warn", "accepted": "good", "corrected": "info", "dropped": "neutral"},
    "exact": Bound.EXACT,
}


def typed_number(text: str) -> str:
    """A typed number as numbers are shown; anything else as it is."""
    found = read_number(text)
    return text if found is None else format_number(found)
