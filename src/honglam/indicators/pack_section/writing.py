"""How patterns of reports get from a pack into the tables and back."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from honglam.indicators.models import WritingPattern
from honglam.indicators.pack_section.writing_shapes import PatternShape
from honglam.indicators.services.writing.patterns import put_pattern, retire_pattern
from honglam.kernel.values import Actor
from honglam.pack.api import Change, ChangeAction, Collection, Row

KIND = "writing_pattern"
COLLECTION = Collection(
    KIND,
    "indicators/writing/*.yaml",
    PatternShape,
    key=lambda shape: shape.code,
    home=lambda shape: f"indicators/writing/{shape.code}.yaml",
)


def rows() -> Iterator[Row]:
    """What the table holds, retired ones included."""
    for row in WritingPattern.objects.order_by("code"):
        yield Row(KIND, row.code, msgspec.convert(row.content, PatternShape, strict=False))


def apply(change: Change, *, actor: Actor, at: datetime) -> None:
    """Put or retire one pattern."""
    if change.action is ChangeAction.RETIRE:
        retire_pattern(actor=actor, code=change.key, at=at)
    else:
        put_pattern(actor=actor, code=change.key, content=msgspec.to_builtins(change.after), at=at)
