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
