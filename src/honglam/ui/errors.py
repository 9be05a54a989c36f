"""Refusals as a page shows them: one summary on top, one message at each field, from whatever refused.

errors = PageErrors.of(form)            # a Django form
errors = PageErrors.of(refusal)         # a DomainError, FieldErrors included
{{ error_summary(errors) }}   {{ input(name="phone", error=errors["phone"], …) }}
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.forms import BaseForm

from honglam.kernel.problems import spoken
from honglam.kernel.values import DomainError, FieldErrors
from honglam.ui.tongues import named

WHOLE_PAGE = "__all__"


@lru_cache(maxsize=4096)
def field_id(name: str) -> str:
    """The id of a field's control: its name with only letters, digits, `_` and `-` (`child.name` → `child-name`)."""
    return re.sub(r"[^\w-]+", "-", name).strip("-")


@dataclass(frozen=True)
class PageError:
    """One message; `field` is empty when it concerns the page as a whole."""

    field: str
    text: str

    @property
    def href(self) -> str:
        """Where the summary's link leads, empty when there is no field."""
        return f"#{field_id(self.field)}" if self.field else ""


class PageErrors(Mapping[str, str]):
    """Messages by field. A field without one gives the empty string, so templates need not ask first.

    `code` names the refusal that they come from, where there is one.
    """

    def __init__(self, errors: list[PageError] | None = None, *, code: str = "") -> None:
        self.errors = errors or []
        self.code = code

    @classmethod
    def of(cls, source: BaseForm | DomainError | dict[str, Any] | None) -> "PageErrors":
        """From a bound form, a refusal, or a plain dictionary of field and message."""
        if source is None:
            return cls()
        if isinstance(source, BaseForm):
            return cls(
                [
                    PageError("" if name == WHOLE_PAGE else source.add_prefix(name), str(message))
                    for name, messages in source.errors.items()
                    for message in messages
                ]
            )
        if isinstance(source, FieldErrors):
            return cls(
                [PageError(e.field, spoken(e.message, named(e.params))) for e in source.errors], code=source.code
            )
        if isinstance(source, DomainError):
            words = spoken(source.message, named(source.params))
            return cls([PageError(source.field or "", words)], code=source.code)
        return cls([PageError(name, str(text)) for name, text in source.items()])

    def __getitem__(self, name: str) -> str:
        return next((e.text for e in self.errors if e.field == name), "")

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(e.field for e in self.errors))

    def __len__(self) -> int:
        return len(self.errors)
