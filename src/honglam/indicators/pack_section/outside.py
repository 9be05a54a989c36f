"""Indices of others: how they get from a pack into the tables and back, and what no shape can say of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from honglam.indicators.models import OutsideIndexRow
from honglam.indicators.pack_section.figure_shapes import IndicatorShape
from honglam.indicators.pack_section.shapes import Code
from honglam.indicators.services.outside import put_outside_index, retire_outside_index
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Sourced

KIND = "outside_index"
Text = Annotated[str, Meta(min_length=1, max_length=1000)]


class OutsideIndexShape(Sourced, frozen=True, kw_only=True):
    """An index that others publish; contracts.outside says what each field means."""

    code: Code
    title: Text
    publisher: Text
    about: Text
    rank: str = ""
    score: str = ""
    components: tuple[str, ...] = ()
    order: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


COLLECTION = Collection(KIND, "indicators/outside.yaml", OutsideIndexShape, at="indices", key=lambda shape: shape.code)


def rows() -> Iterator[Row]:
    """What the table holds, retired ones included."""
    for row in OutsideIndexRow.objects.order_by("code"):
        yield Row(KIND, row.code, msgspec.convert(row.content, OutsideIndexShape, strict=False))


def check_indices(pack: Pack) -> Iterator[PackError]:
    """Every indicator that an index names stands in the dictionary, and an index has at least one."""
    known = {record.value.code for record in pack.records("indicator", IndicatorShape).values()}
    for record in pack.records(KIND, OutsideIndexShape).values():
        shape = record.value
        if not any((shape.rank, shape.score, shape.components)):
            yield record.error("components", "index_empty", text_noop("The index names no indicator."))
        for path, code in (
            ("rank", shape.rank),
            ("score", shape.score),
            *(("components", one) for one in shape.components),
        ):
            if code and code not in known:
                message = text_noop("There is no indicator %(code)s in the dictionary.")
                yield record.error(path, "index_unknown", message, code=code)


def apply(change: Change, *, actor: Actor, at: datetime) -> None:
    """Put or retire one index."""
    if change.action is ChangeAction.RETIRE:
        retire_outside_index(actor=actor, code=change.key, at=at)
        return
    shape: OutsideIndexShape = change.after
    content = msgspec.to_builtins(shape)
    put_outside_index(actor=actor, code=shape.code, order=shape.order, content=content, at=at)
