"""What every change of the tree or the units does: one at a time, and memories everywhere hear of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from honglam.directory.models import Agency, AgencyClosure, DirectoryState
from honglam.directory.queries.memory import mark_change
from honglam.directory.rules.tree import closure


@contextmanager
def changing_tree() -> Iterator[None]:
    """Wait for whoever else is changing the tree; afterwards every memory of it is out of date."""
    mark_change()
    DirectoryState.objects.update_or_create(pk=1, defaults={"token": uuid4()})
    yield
    mark_change()


def settle_closure() -> None:
    """Make the closure say what the parents say. Only what differs is written."""
    wanted = set(closure(dict(Agency.objects.values_list("id", "parent_id"))))
    held = {(row[1], row[2], row[3]): row[0] for row in AgencyClosure.objects.values_list(*_FIELDS)}
    AgencyClosure.objects.filter(pk__in=[held[line] for line in held.keys() - wanted]).delete()
    AgencyClosure.objects.bulk_create(
        [
            AgencyClosure(ancestor_id=ancestor, descendant_id=descendant, depth=depth)
            for ancestor, descendant, depth in sorted(wanted - held.keys())
        ],
        batch_size=1000,
    )


_FIELDS = ("id", "ancestor_id", "descendant_id", "depth")
