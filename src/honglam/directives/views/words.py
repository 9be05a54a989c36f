"""Codes in words, for templates: `_(words.states[task.state])`."""

from typing import Any

from honglam.directives.contracts import (
    FILTER_LABELS,
    LINE_LABELS,
    RECORD_LABELS,
    SOURCE_LABELS,
    STATE_LABELS,
    VERB_LABELS,
)

WORDS: dict[str, Any] = {
    "states": STATE_LABELS,
    "records": RECORD_LABELS,
    "verbs": VERB_LABELS,
    "lines": LINE_LABELS,
    "sources": SOURCE_LABELS,
    "filters": FILTER_LABELS,
    "kinds": {
        "assigned": "neutral",
        "acknowledged": "info",
        "in_progress": "info",
        "reported_done": "warn",
        "returned": "warn",
        "closed": "good",
        "cancelled": "neutral",
    },
}
