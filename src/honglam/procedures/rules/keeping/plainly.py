"""Faults of shape in the words of who types on a screen: the pack's own speak of keys, quotes and patterns."""

from honglam.kernel.values import text_noop
from honglam.procedures.rules.faults import Fault

_BY_CODE = {
    "missing": text_noop("This must be filled in."),
    "empty_text": text_noop("This must be filled in."),
    "expected_integer": text_noop("Enter a whole number; “%(value)s” is none."),
    "expected_number": text_noop("Enter a number; “%(value)s” is none."),
    "expected_date": text_noop("“%(value)s” is not a date. Enter day/month/year, for example 25/11/2026."),
    "too_few": text_noop("Add at least one."),
}
_CODES = text_noop("“%(value)s” cannot be a code: capital letters without accents, digits, dots and hyphens.")
_NAMES = text_noop("“%(value)s” cannot be a name: lower-case letters without accents, digits and _.")
_LIMITS = text_noop("“%(value)s” is not a time limit. Enter a whole number and choose the unit.")
_SERIES = text_noop("“%(value)s” cannot name a series: lower-case letters without accents, digits and hyphens.")
_PATTERNS = (
    (("duration",), _LIMITS),
    (("series",), _SERIES),
    (("ref", "field", "each"), _NAMES),
    (("outcomes",), _NAMES),
    (("code", "to", "agency", "supporting"), _CODES),
)


def plainly(fault: Fault) -> Fault:
    """The same fault with words for a screen."""
    message = _BY_CODE.get(fault.code)
    if fault.code == "pattern":
        message = _pattern(fault.path)
    if message is None:
        return fault
    return Fault(path=fault.path, code=fault.code, message=message, params=fault.params, position=fault.position)


def _pattern(path: str) -> str | None:
    last = path.rpartition(".")[2].partition("[")[0]
    if ".outcomes[" in path:
        return _NAMES
    return next((words for names, words in _PATTERNS if last in names), None)
