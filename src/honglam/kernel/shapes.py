"""Faults in the shape of a request (pydantic's) as faults of ours: at their field, in words that can be translated.

Also the two shapes that pydantic takes and we cannot: a moment of any year, and JSON that no column holds.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

from honglam.kernel.values import FieldError, text_noop

OTHERWISE = text_noop("This value does not have the form that is expected here.")
WORDS: Mapping[str, str] = {
    "missing": text_noop("This field must be given."),
    "extra_forbidden": text_noop("There is no field of this name."),
    "string_type": text_noop("This must be text."),
    "string_too_short": text_noop("Enter at least %(min_length)s characters."),
    "string_too_long": text_noop("Enter at most %(max_length)s characters."),
    "string_pattern_mismatch": text_noop("This text does not have the form that is expected here."),
    "int_type": text_noop("This must be a whole number."),
    "int_parsing": text_noop("This must be a whole number."),
    "int_from_float": text_noop("This must be a whole number."),
    "float_type": text_noop("This must be a number."),
    "float_parsing": text_noop("This must be a number."),
    "bool_type": text_noop("This must be true or false."),
    "bool_parsing": text_noop("This must be true or false."),
    "greater_than": text_noop("This must be greater than %(gt)s."),
    "greater_than_equal": text_noop("This must be %(ge)s or more."),
    "less_than": text_noop("This must be less than %(lt)s."),
    "less_than_equal": text_noop("This must be %(le)s or less."),
    "enum": text_noop("Choose one of: %(expected)s."),
    "literal_error": text_noop("Choose one of: %(expected)s."),
    "uuid_type": text_noop("This must be an identifier such as 01a22045-777c-7996-9796-62cfdb60f10b."),
    "uuid_parsing": text_noop("This must be an identifier such as 01a22045-777c-7996-9796-62cfdb60f10b."),
    "date_type": text_noop("This must be a date such as 2026-11-25."),
    "date_parsing": text_noop("This must be a date such as 2026-11-25."),
    "date_from_datetime_parsing": text_noop("This must be a date such as 2026-11-25."),
    "datetime_type": text_noop("This must be a moment such as 2026-11-25T16:30:00+07:00."),
    "datetime_parsing": text_noop("This must be a moment such as 2026-11-25T16:30:00+07:00."),
    "datetime_from_date_parsing": text_noop("This must be a moment such as 2026-11-25T16:30:00+07:00."),
    "timezone_aware": text_noop("This must be a moment such as 2026-11-25T16:30:00+07:00."),
    "moment_out_of_range": text_noop("This moment must lie between the years %(first)s and %(last)s."),
    "not_storable": text_noop("A text or a number in here cannot be kept, such as one with a control character."),
    "list_type": text_noop("This must be a list."),
    "tuple_type": text_noop("This must be a list."),
    "too_short": text_noop("Give at least %(min_length)s entries."),
    "too_long": text_noop("Give at most %(max_length)s entries."),
    "dict_type": text_noop("This must be an object with named fields."),
    "model_type": text_noop("This must be an object with named fields."),
    "model_attributes_type": text_noop("This must be an object with named fields."),
}


AnyMoment = TypeVar("AnyMoment", date, datetime)
FIRST_YEAR, LAST_YEAR = 2000, 2200
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def _in_our_time(moment: AnyMoment) -> AnyMoment:
    """Calendars, and Python at the ends of its own, cannot reckon with every moment that can be written."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise PydanticCustomError("moment_out_of_range", "outside the years {first} to {last}", years)
    return moment


def _storable(said: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL keeps no NUL, no half of a surrogate pair and no number that is none."""
    try:
        written = json.dumps(said, allow_nan=False, ensure_ascii=False)
        written.encode()
    except (ValueError, RecursionError) as fault:
        raise PydanticCustomError("not_storable", "cannot be kept") from fault
    if _NUL.search(written):
        raise PydanticCustomError("not_storable", "cannot be kept")
    return said


Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
"""A moment with its zone, within two centuries."""

Day = Annotated[date, AfterValidator(_in_our_time)]
"""A day within the same two centuries."""

Storable = Annotated[dict[str, Any], AfterValidator(_storable)]
"""An object of which every part can be kept as JSON."""


def misshapen_field(fault: Mapping[str, Any]) -> FieldError:
    """One of pydantic's faults. `field` is the dotted path inside the body or the name of the parameter."""
    code = str(fault.get("type", "invalid"))
    params = {str(name): str(value) for name, value in dict(fault.get("ctx") or {}).items()}
    message = WORDS.get(code, OTHERWISE)
    try:
        message % params
    except KeyError:
        message = OTHERWISE  # another version of pydantic told other particulars
    # The first part says where (body, query, path); a single body object adds the name of our own parameter.
    return FieldError(
        field=".".join(map(str, fault.get("loc", ())[1:])) or "body", code=code, message=message, params=params
    )
