"""From what a browser sends to answers. Names of inputs are paths: `con.ho_ten`, `thanh_vien.0.ho_ten`.

Hidden inputs tell what stood on the page, since browsers do not send what is not ticked: `_count.thanh_vien` is the
number of items shown, and an empty value before a checkbox says that the box was there. What was not on the page stays.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from honglam.kernel.text import nfc
from honglam.kernel.values import Invalid
from honglam.procedures.contracts import Answers, DateParts, Widget
from honglam.procedures.rules.forms import CompiledForm, Formats
from honglam.procedures.rules.paths import Path, drop, find, own, put, spell
from honglam.procedures.rules.questions import Question, RepeatGroup, is_year
from honglam.procedures.rules.writing import (
    read_date,
    read_number,
    read_partial_date,
    read_whole,
    show_date,
    show_number,
)

Sent = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Units:
    """The directory's words for communes. `find`: a name of today or of before to the code of today, None where none or
    several are meant; `label`: a code to its name."""

    find: Callable[[str], str | None]
    label: Callable[[str], str]


COUNT = "_count."
TEXT = "_text"
MAX_TEXT = 20_000
_DATES = {Widget.DATE, Widget.PARTIAL_DATE}
_YES = {"true", "on", "1", "yes"}
_COMMAND = re.compile(r"(?P<verb>add|remove):(?P<list>[a-z0-9_.]+?)(?:\.(?P<index>\d{1,3}))?", re.ASCII)


def read_page(form: CompiledForm, page: int, sent: Sent, answers: Answers, units: Units) -> Answers:
    """The answers with those of one page laid over them."""
    merged = own(answers)
    calculated = {path for path, _ in form.calculated}
    for group in form.repeats:
        if group.page == page:
            _resize(group, sent, merged)
    for question in form.questions:
        if question.page != page or question.path in calculated:
            continue
        for path in _places(question, merged):
            texts = _texts(question, sent, spell(path), find(merged, path), units)
            if texts is not None:
                _keep(merged, path, _value(question, texts, form.formats))
    return merged


def edit_items(form: CompiledForm, answers: Answers, command: str) -> Answers:
    """Add an item to a list or take one out. Commands that fit nothing change nothing."""
    match = _COMMAND.fullmatch(command)
    group = next((group for group in form.repeats if match and spell(group.path) == match["list"]), None)
    if match is None or group is None:
        return answers
    merged = own(answers)
    shown = len(shown_items(group, merged))
    if match["verb"] == "add" and shown < group.most:
        put(merged, (*group.path, shown), {})
    elif match["verb"] == "remove" and match["index"]:
        drop(merged, (*group.path, int(match["index"])))
    return merged


def shown_items(group: RepeatGroup, answers: Answers) -> list[Any]:
    """The items as the page shows them: at least as many as are asked for, never more than one over the limit."""
    items = find(answers, group.path)
    present = list(items) if isinstance(items, list) else []
    return [*present, *({} for _ in range(group.least - len(present)))][: group.most + 1]


def show(question: Question, value: Any, formats: Mapping[str, Callable[[str], str]]) -> str:
    """An answer as it stands in an input."""
    from_stored = _SHOW.get(question.widget)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if from_stored is not None and isinstance(value, str | int | float) and not is_year(question.leaf):
        return from_stored(value)
    special = formats.get(question.leaf.format)
    return special(value) if special is not None and isinstance(value, str) else str(value)


def _resize(group: RepeatGroup, sent: Sent, merged: Answers) -> None:
    """Bring the list to the length that the page showed."""
    counts = sent.get(COUNT + spell(group.path))
    count = read_whole(counts[-1]) if counts else None
    if count is None or count < 0:
        return
    items = find(merged, group.path)
    present = list(items) if isinstance(items, list) else []
    length = min(count, group.most + 1)
    kept = [item if isinstance(item, dict) else {} for item in present[:length]]
    put(merged, group.path, [*kept, *({} for _ in range(length - len(kept)))])


def _places(question: Question, merged: Answers) -> list[Path]:
    if not question.repeat:
        return [question.path]
    items = find(merged, question.repeat)
    count = len(items) if isinstance(items, list) else 0
    return [(*question.repeat, index, *question.path[len(question.repeat) :]) for index in range(count)]


def _texts(question: Question, sent: Sent, name: str, before: Any, units: Units) -> Sequence[str] | None:
    """What was sent for one question: under its name, as three boxes of a date, or as code and text of a commune."""
    if question.widget in _DATES and name + "-year" in sent:
        return [joined_date(*(_last(sent, f"{name}-{part}") for part in ("day", "month", "year")))]
    if question.widget is Widget.COMMUNE and name + TEXT in sent:
        code, text = _last(sent, name), _last(sent, name + TEXT)
        # Without scripts the code stands as it was while the text may have changed.
        is_kept = bool(code) and (code != before or _names(text, units.label(code)))
        return [code if is_kept else units.find(text) or text]
    texts = sent.get(name)
    if question.widget is Widget.COMMUNE and texts:
        return [units.find(_clean(texts[-1])) or texts[-1]]
    return texts


def _names(text: str, label: str) -> bool:
    """Whether a text is the name of a commune, or the name as it is suggested: `Xã An (một phần của Xã Bình cũ)`."""
    return text == label or (text.startswith(f"{label} (") and text.endswith(")"))


def _last(sent: Sent, name: str) -> str:
    texts = sent.get(name)
    return _clean(texts[-1]) if texts else ""


def joined_date(day: str, month: str, year: str) -> str:
    """Three boxes as one text: `1/2/1985`, `2/1985`, `1985`; what is missing in between stays a gap."""
    if day:
        return f"{day}/{month}/{year}"
    return f"{month}/{year}" if month else year


def date_parts(text: str) -> DateParts:
    """The three boxes of a text that `joined_date` made or a stored date shows."""
    parts = text.split("/")
    if len(parts) > 3:
        return DateParts(year=text)
    day, month, year = ["", "", *parts][-3:]
    return DateParts(day=day, month=month, year=year)


def _keep(merged: Answers, path: Path, value: Any) -> None:
    if value is None or value in ("", []):
        drop(merged, path)
    else:
        put(merged, path, value)


def _value(question: Question, texts: Sequence[str], formats: Formats) -> Any:
    cleaned = [_clean(text) for text in texts]
    if question.widget is Widget.CHECKBOXES:
        return [_choice(question, text) for text in cleaned if text]
    text = cleaned[-1] if cleaned else ""
    if question.leaf.kind == "boolean":
        return _boolean(question, text)
    if not text:
        return None
    if question.leaf.choices:
        return _choice(question, text)
    return _typed(question, text, formats)


def _typed(question: Question, text: str, formats: Formats) -> Any:
    reader = _READ.get(question.widget)
    if reader is None and question.leaf.kind in {"integer", "number"}:
        reader = read_number
    if reader is not None:
        value = reader(text)
        return text if value is None else value
    check = formats.get(question.leaf.format)
    try:
        return check(text) if check else text
    except Invalid:
        return text


def _boolean(question: Question, text: str) -> Any:
    if question.widget is Widget.CHECKBOX:
        return text in _YES
    return {"true": True, "false": False}.get(text, text or None)


def _choice(question: Question, text: str) -> Any:
    """The stored value of a choice; a text that is no choice stays, and is refused later."""
    return next((choice.value for choice in question.leaf.choices if str(choice.value) == text), text)


def _clean(text: str) -> str:
    """One normal form, Unix line ends, no control characters (PostgreSQL refuses NUL), no blanks around it.

    A tab or a blank of another width, as a spreadsheet pastes it, stands between words and stays a blank.
    """
    text = nfc(text[:MAX_TEXT]).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(map(_plain_sign, text)).strip()


def _plain_sign(sign: str) -> str:
    if sign.isspace():
        return "\n" if sign == "\n" else " "
    return "" if unicodedata.category(sign) in {"Cc", "Cs"} else sign


def _show_whole(value: str | float) -> str:
    return show_number(value) if not isinstance(value, str) else value


def _show_date(value: str | float) -> str:
    return show_date(value) if isinstance(value, str) else str(value)


_READ: dict[Widget, Callable[[str], Any]] = {
    Widget.DATE: read_date,
    Widget.PARTIAL_DATE: read_partial_date,
    Widget.MONEY: read_whole,
    Widget.NUMBER: read_number,
}
_SHOW: dict[Widget, Callable[[Any], str]] = {
    Widget.DATE: _show_date,
    Widget.PARTIAL_DATE: _show_date,
    Widget.MONEY: _show_whole,
    Widget.NUMBER: _show_whole,
}
