"""The mended texts of a drafted result, from the page's fields: `block-3`, or `block-3.0.1` for a cell of a table."""

from collections.abc import Mapping

from honglam.dossiers.contracts import Outcome, ResultDraftChange
from honglam.kernel.text import nfc

PREFIX = "block-"
MAX_TEXTS = 2000


def read_change(data: Mapping[str, str]) -> ResultDraftChange:
    """What was typed; fields that the draft does not have are left out by the verb."""
    texts = {name.removeprefix(PREFIX): nfc(value) for name, value in data.items() if name.startswith(PREFIX)}
    outcome = data.get("outcome", "")
    return ResultDraftChange(
        outcome=Outcome(outcome) if outcome in set(Outcome) else Outcome.GRANTED,
        title=nfc(data.get("title", "")),
        texts=dict(list(texts.items())[:MAX_TEXTS]),
        reason=nfc(data.get("reason", "")),
        legal_basis=nfc(data.get("legal_basis", "")),
    )


def read_revision(data: Mapping[str, str]) -> int | None:
    """The revision that was on the page; None overwrites."""
    text = data.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None
