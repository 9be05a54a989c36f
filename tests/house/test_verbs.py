"""Laws of what happens: verbs leave an audit row, events are heard, queues are worked, URLs are guarded."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from honglam.kernel import events, jobs, worker
from honglam.kernel.values import Event
from tests.house import tree
from tests.house.exceptions import UNAUDITED_VERBS, UNHEARD_EVENTS

API = "api/v1/"
"""Its operations are guarded by tokens and stand in a table of their own (tests/house/permissions.py)."""
RECORDERS = {"record", "record_many", "record_read", "recording"}


def _is_atomic(node: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)


def _calls(node: ast.AST) -> set[str]:
    found = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            found.add(call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", ""))
    return found


@dataclass(frozen=True)
class Verb:
    """A function of somebody's services: where it stands and which names it calls."""

    path: Path
    name: str
    atomic: bool
    calls: frozenset[str]

    @property
    def block(self) -> str:
        """Whose verb it is."""
        return self.path.relative_to(tree.SRC).parts[0]


def _meant(name: str, by: Verb, known: dict[str, list[Verb]]) -> list[Verb]:
    """The functions that a call may mean: of the same file, else of the same block, else of any other."""
    of_name = known.get(name, [])
    here = [one for one in of_name if one.path == by.path]
    near = [one for one in of_name if one.block == by.block]
    return here or near or of_name


def test_every_write_verb_leaves_an_audit_row() -> None:
    """A verb is a public atomic function of `services`; it records itself or calls a function of services that does.

    Where a call may mean several functions of one name, it counts when all of them record.
    """
    verbs = [
        Verb(path=path, name=node.name, atomic=_is_atomic(node), calls=frozenset(_calls(node)))
        for path in tree.room_files("services")
        for node in tree.syntax(path).body
        if isinstance(node, ast.FunctionDef)
    ]
    known: dict[str, list[Verb]] = {}
    for verb in verbs:
        known.setdefault(verb.name, []).append(verb)
    recording = {verb for verb in verbs if verb.calls & RECORDERS}
    while True:
        wider = recording | {
            verb
            for verb in verbs
            if any((meant := _meant(name, verb, known)) and recording.issuperset(meant) for name in verb.calls)
        }
        if wider == recording:
            break
        recording = wider
    silent = {
        f"{verb.block}.{verb.name}"
        for verb in verbs
        if verb.atomic and not verb.name.startswith("_") and verb not in recording
    }
    assert silent - set(UNAUDITED_VERBS) == set()
    assert set(UNAUDITED_VERBS) <= silent, "a verb leaves its row now: take it off the list"


def all_events(base: type[Event] = Event) -> Iterator[type[Event]]:
    """Every event our blocks can publish."""
    for kind in base.__subclasses__():
        if kind.__module__.startswith("honglam."):
            yield kind
        yield from all_events(kind)


def test_every_event_is_heard_or_says_why_not() -> None:
    unheard = {kind.name for kind in all_events() if "name" in vars(kind) and not events.subscribers_of(kind.name)}
    assert unheard - set(UNHEARD_EVENTS) == set()
    assert set(UNHEARD_EVENTS) <= unheard, "the event is heard now: take it off the list"


def test_every_queue_has_a_worker() -> None:
    assert {job.queue for job in jobs.declared.values()} <= set(worker.QUEUES)


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every path of the product with its pattern."""
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, path)
        else:
            yield path, entry


def test_every_url_is_guarded() -> None:
    open_by_nature = (API, "static/")
    bare = [
        path
        for path, entry in walk(get_resolver().url_patterns)
        if not hasattr(entry.callback, "guarded_for") and not path.startswith(open_by_nature)
    ]
    assert bare == []


def test_no_two_shapes_of_the_api_share_a_name() -> None:
    """The description would show one in the place of the other."""
    names = [
        node.name
        for path in tree.room_files("rest")
        for node in tree.syntax(path).body
        if isinstance(node, ast.ClassDef)
    ]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
