"""No wrong thing in a pack is a traceback: it is refused by name at its place, or it is a text that people read.

`packs.py` finds the rows; here stands what may be let through.
"""

from typing import Any

import msgspec
import pytest
from msgspec import inspect as types

from honglam.kernel.values import SYSTEM
from honglam.pack import api
from tests.dossiers.scene import MORNING
from tests.wrongs.packs import (
    FILES,
    LET_THROUGH,
    Base,
    Place,
    changed,
    crossed,
    documents,
    files_crossed,
    one_of_each,
    places,
    written,
)

NEVER = ("wrong type", "too long", "control characters", "out of range", "unknown key")
"""Let through nowhere but here: numbers and names that any sign may stand in, and JSON that has no keys of its own."""
BUT = {
    ("wrong type", "administrative_unit name"),
    ("unknown key", "procedure_version form.schema"),
    *(("out of range", name) for name in (
        "procedure_version fees[].amount", "procedure_version form.layout.pages[].sections[].repeat.min",
        "programme totals[].amount", "project money[].amount", "project totals[].amount",
    )),
}  # fmt: skip
WORDS = frozenset({
    "about", "absent", "address", "addressed_to", "article", "asks", "authority", "bank", "chair", "conclusions",
    "condition", "declaration", "definition", "description", "document", "duties", "email", "en", "explain",
    "external", "form_name", "form_number", "format", "heading", "hint", "holder", "hours", "issuer",
    "kept_because", "keywords", "label", "lead_words", "legal_basis", "licence", "mark", "message", "ministry",
    "name", "name_en", "named", "none", "note", "noun", "number", "online_reason", "otherwise", "own", "per",
    "period", "person", "phone", "place", "progress", "proper_names", "publisher", "purpose", "quote", "recipients",
    "requirements", "result", "say", "scope", "sequence", "short_name", "signer", "signer_post", "subject",
    "summary", "symbol", "text", "title", "topic", "unit", "url", "value", "vi",
})  # fmt: skip
"""Keys whose value is for people, so that any words may stand there."""
NEW_CODES = frozenset({"code", "identifier_code"})
"""Keys that give a name instead of using one."""
FORMULAS = frozenset({"numerator", "denominator", "needs", "when"})
"""Of criteria: what a measure is called is asked when it is computed, since measures come from all blocks."""
BEYOND = {
    ("directive_task", "targets[].indicator"),  # indicators stand above directives; the page says what is not found
    ("pack", "province_code"),
}
EXTREMES: dict[type, tuple[Any, ...]] = {
    types.StrType: ("a" * 1000, "a" * 300, "a" * 200, "a" * 100, "a" * 60, "a" * 40),
    types.IntType: (10**15, 1_000_000),
    types.DateType: ("2200-12-31",),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """A sound pack that has every kind of file."""
    return Base.at(tmp_path_factory.mktemp("wrongs") / "pack")


def test_every_kind_of_file_is_there(base: Base) -> None:
    found = {(place.kind) for place in places(base)}
    assert {one.kind for section in base.sections for one in section.collections} == found


def test_every_wrong_at_every_key(base: Base) -> None:
    required, bad = _required(base), []
    for place in places(base):
        for wrong, told in crossed(base, place).items():
            needed = wrong == "missing" and (place.kind, place.name) in required
            if LET_THROUGH in told.split() and (needed or not _may(place, wrong)):
                bad.append(f"{place.kind} {place.name}, {wrong}: let through ({told})")
    assert bad == [], "\n" + "\n".join(bad)


def _may(place: Place, wrong: str) -> bool:
    """Whether that is lawful there."""
    if wrong in NEVER:
        return (wrong, f"{place.kind} {place.name}") in BUT
    if wrong in ("unknown name", "hostile"):
        named = place.key in WORDS | NEW_CODES | FORMULAS
        return named or (place.kind, place.name) in BEYOND or place.kind == "writing_pattern"
    # What may be left out may be empty; what is required is refused by the shape. Some lists may say a thing twice.
    return True


def _required(base: Base) -> set[tuple[str, str]]:
    """Kinds and keys that a record cannot be without."""
    shapes = {one.kind: one.shape for section in base.sections for one in section.collections}
    return {
        (kind, field.encode_name)
        for kind, shape in shapes.items()
        for field in msgspec.structs.fields(shape)
        if field.required
    }


@pytest.mark.parametrize("wrong", sorted(FILES))
def test_every_kind_of_file_that_is_something_else(base: Base, wrong: str) -> None:
    through = [name for name in one_of_each(base).values() if files_crossed(base, name, (wrong,))[wrong] == LET_THROUGH]
    assert through == []


def test_what_is_let_through_can_be_stored(base: Base, db: None) -> None:
    """The longest text, the largest number and the last day that check lets through, all of them in one pack."""
    api.apply(path=base.root, actor=SYSTEM, at=MORNING)
    wide = {name: documents(base.root, name) for name in {place.file for place in places(base)}}
    count = 0
    for place in places(base):
        if place.key in NEW_CODES:
            continue  # what others refer to by it would be lost
        for extreme in EXTREMES.get(type(place.type), ()):
            wider = changed(wide[place.file], place.path, extreme)
            if not base.errors(place.file, written(wider, place.file)):
                wide[place.file] = wider
                count += 1
                break
    assert count > 150
    for name, document in wide.items():
        (base.root / name).write_bytes(written(document, name))
    assert [str(one) for one in api.check(path=base.root).errors] == []
    api.apply(path=base.root, actor=SYSTEM, at=MORNING)
