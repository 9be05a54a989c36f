"""Filling in a page as a browser without scripts does: what stands in the form is sent, with answers put over it."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

_CHANGING = re.compile(r'name="(csrfmiddlewaretoken|_revision|idempotency_key)" value="([^"]*)"')


class _Form(HTMLParser):
    """The fields of the last form that is posted."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.inside = False
        self.area = ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note a field of it."""
        values = dict(attrs)
        if tag == "form":
            self.inside = (values.get("method") or "").lower() == "post" and not values.get("action")
            if self.inside:
                self.fields = {}
            return
        name = values.get("name")
        if tag == "option" and self.select and "selected" in values:
            self.fields[self.select] = values.get("value") or ""
        if not self.inside or not name:
            return
        if tag == "input":
            self._input(name, values)
        elif tag == "textarea":
            self.area = name
            self.fields.setdefault(name, "")
        elif tag == "select":
            self.select = name

    def _input(self, name: str, values: Mapping[str, str | None]) -> None:
        kind = values.get("type") or "text"
        if kind in ("checkbox", "radio") and "checked" not in values:
            return
        if kind not in ("file", "submit"):
            self.fields[name] = values.get("value") or ""

    def handle_data(self, data: str) -> None:
        """Text of a text area."""
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        """The end of a form, a text area, a select."""
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


def filled(page: str, answers: Mapping[str, str]) -> dict[str, str]:
    """What the browser would send."""
    form = _Form()
    form.feed(page)
    return {**form.fields, **answers}


class Filler:
    """Reads a page whole the first time; later ones of the same place differ in their tokens only."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.known: dict[str, dict[str, str]] = {}

    def fields(self, place: str, page: str) -> dict[str, str]:
        """What the browser would send from there."""
        if place not in self.known:
            self.known[place] = filled(page, self.answers)
        return {**self.known[place], **dict(_CHANGING.findall(page))}
