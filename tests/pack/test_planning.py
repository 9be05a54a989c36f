"""The table of outcomes: wanted, held, applied last."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

import pytest

from honglam.kernel.values import Actor
from honglam.pack.content import content_digest
from honglam.pack.contracts import Change, ChangeAction, Kept, PackError, Row, Shape
from honglam.pack.planning import Applied, differences, outcome, plan_digest
from honglam.pack.reading import Node
from honglam.pack.rules import in_order
from honglam.pack.sections import Collection, Pack, Record, Section


class Inner(Shape, frozen=True, kw_only=True):
    """A part of a record."""

    note: str = ""


class Thing(Shape, frozen=True, kw_only=True):
    """A record for the table below."""

    code: str
    name: str = ""
    tags: tuple[str, ...] = ()
    inner: Inner = Inner()


class Things(Section):
    """A section without tables."""

    name = "things"
    collections: ClassVar = (Collection("thing", "things.yaml", Thing, at="things", key=lambda thing: thing.code),)

    def rows(self) -> Iterable[Row]:
        return ()

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        raise AssertionError("planning writes nothing")


def thing(name: str) -> Thing:
    return Thing(code="A", name=name)


def planned(
    wanted: str | None,
    held: str | None,
    last: str | None,
    retired: bool = False,
    in_force: bool | None = None,
    unsaid: bool = False,
) -> str:
    """What the plan says about one record whose name differs."""
    node = Node(1, {})
    records = {"A": Record("thing", "A", thing(wanted), "things.yaml", 0, "things[0]", node)} if wanted else {}
    rows = {("thing", "A"): Row("thing", "A", thing(held), in_force=in_force, unsaid=unsaid)} if held else {}
    digest = content_digest(thing(last)) if last else ""
    memory = {("thing", "A"): Applied(digest=digest, retired=retired, file="things.yaml")} if last else {}
    found = outcome(Pack({"thing": records}), [Things()], rows, memory)
    words = [change.action.value for change in found.changes]
    words += ["kept" for _ in found.kept]
    words += [error.code for error in found.conflicts]
    return " ".join(words) or "nothing"


@pytest.mark.parametrize(
    ("wanted", "held", "last", "expected"),
    [
        ("one", None, None, "create"),
        ("one", "one", None, "nothing"),
        ("one", "one", "one", "nothing"),
        ("two", "one", "one", "change"),
        ("one", "two", "one", "kept"),
        ("two", "two", "one", "nothing"),
        ("two", "three", "one", "conflict"),
        ("two", "one", None, "conflict"),
        (None, "one", "one", "retire"),
        (None, "two", "one", "conflict"),
        (None, "one", None, "nothing"),
        (None, None, "one", "nothing"),
    ],
)
def test_three_contents_give_one_outcome(wanted: str, held: str, last: str, expected: str) -> None:
    assert planned(wanted, held, last) == expected


def test_what_was_retired_is_not_retired_again_but_can_come_back() -> None:
    assert planned(None, "one", "one", retired=True) == "nothing"
    assert planned("one", "one", "one", retired=True) == "change"
    assert planned("two", "one", "one", retired=True) == "change"


@pytest.mark.parametrize(
    ("wanted", "held", "last", "expected"),
    [
        ("one", "one", "one", "kept"),
        ("one", "two", "one", "kept"),
        ("two", "one", "one", "conflict"),
        ("two", "two", "one", "conflict"),
        ("one", "one", None, "change"),
        ("two", "one", None, "change"),
        (None, "one", "one", "retire"),
        (None, "two", "one", "retire"),
        (None, "one", None, "nothing"),
    ],
)
def test_what_people_took_out_stays_out(wanted: str, held: str, last: str, expected: str) -> None:
    assert planned(wanted, held, last, in_force=False) == expected


def test_what_a_pack_took_out_itself_it_can_put_back() -> None:
    assert planned("one", "one", "one", retired=True, in_force=False) == "change"
    assert planned("two", "one", "one", retired=True, in_force=False) == "change"
    assert planned(None, "one", "one", retired=True, in_force=False) == "nothing"


@pytest.mark.parametrize(
    ("wanted", "held", "expected"),
    [
        ("one", "one", "nothing"),
        ("two", "one", "change"),
        ("one", "two", "kept"),
        ("two", "three", "conflict"),
        (None, "one", "nothing"),
    ],
)
def test_what_people_brought_back_is_theirs(wanted: str, held: str, expected: str) -> None:
    assert planned(wanted, held, "one", retired=True, in_force=True) == expected


@pytest.mark.parametrize(
    ("wanted", "held", "last", "expected"),
    [
        ("one", "one", "one", "nothing"),
        ("two", "one", "one", "change"),
        ("one", "two", "one", "kept"),
        ("two", "one", None, "change"),
        (None, "one", "one", "retire"),
        (None, "one", None, "nothing"),
    ],
)
def test_what_has_nothing_left_inside_was_not_taken_out(wanted: str, held: str, last: str, expected: str) -> None:
    assert planned(wanted, held, last, in_force=True, unsaid=True) == expected


def test_defaults_written_out_are_no_difference() -> None:
    assert content_digest(Thing(code="A", name="", tags=(), inner=Inner(note=""))) == content_digest(Thing(code="A"))
    assert content_digest(Thing(code="A")) != content_digest(Thing(code="A", name="x"))


def test_differences_name_their_place() -> None:
    before = Thing(code="A", name="one", tags=("x", "y"))
    after = Thing(code="A", tags=("x", "z"))
    assert [(d.path, d.before, d.after) for d in differences(before, after)] == [
        ("name", "one", None),
        ("tags[1]", "y", "z"),
    ]


def test_a_digest_names_exactly_one_plan() -> None:
    create = Change(section="things", kind="thing", key="A", action=ChangeAction.CREATE, after=thing("one"))
    other = Change(section="things", kind="thing", key="A", action=ChangeAction.CREATE, after=thing("two"))
    assert plan_digest([create]) == plan_digest([create])
    assert len({plan_digest([]), plan_digest([create]), plan_digest([other]), plan_digest([create, other])}) == 4


def test_retirements_come_last_and_backwards() -> None:
    rows = {("thing", key): Row("thing", key, Thing(code=key)) for key in "ABC"}
    memory = {("thing", key): Applied(digest=content_digest(Thing(code=key)), retired=False, file="f") for key in "ABC"}
    record = Record("thing", "D", Thing(code="D"), "f", 0, "", Node(1, {}))
    found = outcome(Pack({"thing": {"D": record}}), [Things()], rows, memory)
    assert [(change.action.value, change.key) for change in found.changes] == [
        ("create", "D"),
        ("retire", "C"),
        ("retire", "B"),
        ("retire", "A"),
    ]


def test_sections_stand_after_what_they_depend_on() -> None:
    class First(Things):
        name = "zzz"

    class Second(Things):
        name = "aaa"
        depends_on = ("zzz", "not here yet")

    assert [section.name for section in in_order([Second(), First()])] == ["zzz", "aaa"]


def test_kept_and_conflicts_are_values() -> None:
    assert Kept(section="s", kind="k", key="A") == Kept(section="s", kind="k", key="A")
    error = PackError(file="f", line=3, path="a.b", code="c", message="no %(what)s", params=(("what", "way"),))
    assert str(error) == "f:3: a.b: no way"
