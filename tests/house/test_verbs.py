"""Laws of what happens: verbs leave an audit row, events are heard, queues are worked, URLs are guarded."""

import ast
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from honglam.kernel import events, jobs, worker
from honglam.kernel.values import Event
from tests.house import tree
from tests.house.exceptions import UNAUDITED_VERBS, UNHEARD_EVENTS

RECORDERS = {"record", "record_many", "record_read"}


def _is_atomic(node: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)


def _calls(node: ast.AST) -> set[str]:
    found = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            found.add(call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", ""))
    return found


def test_every_write_verb_leaves_an_audit_row() -> None:
    """A verb is a public atomic function of `services`; it records itself or calls a function of services that does."""
    functions = [
        (path, node)
        for path in tree.room_files("services")
        for node in tree.syntax(path).body
        if isinstance(node, ast.FunctionDef)
    ]
    # Two functions of one name are told apart by none of their callers here: such a name counts when both record.
    silent_names = {node.name for _, node in functions if not _calls(node) & RECORDERS}
    while True:
        recording = {node.name for _, node in functions} - silent_names
        fewer = {node.name for _, node in functions if not _calls(node) & (RECORDERS | recording)}
        if fewer == silent_names:
            break
        silent_names = fewer
    silent = {
        f"{path.relative_to(tree.SRC).parts[0]}.{node.name}"
        for path, node in functions
        if _is_atomic(node) and not node.name.startswith("_") and not _calls(node) & (RECORDERS | recording)
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
    open_by_nature = ("api/v1/", "static/")
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
