"""How report templates get from a pack into the tables and back, and what may not change under a round."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from honglam.indicators.contracts import FormPlan
from honglam.indicators.models import FormTemplateRow, ReportingRound
from honglam.indicators.pack_section.round_shapes import TemplateShape
from honglam.indicators.queries.rounds.templates import plan_of_content
from honglam.indicators.services.rounds.templates import TemplateWords, put_template, retire_template
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, PackError, Plan, Row

KIND = "report_template"
COLLECTION = Collection(
    KIND,
    "indicators/reports/*.yaml",
    TemplateShape,
    key=lambda shape: shape.key,
    home=lambda shape: f"indicators/reports/{shape.code}-{shape.version}.yaml",
)
_FREE = frozenset({"title", "reminders", "automatic", "due_days", "assigned", "valid_to", "source", "provisional"})
"""What may change under rounds that stand: it is read when the next one is opened, or binds no number."""


def rows() -> Iterator[Row]:
    """What the tables hold, retired ones included."""
    for row in FormTemplateRow.objects.order_by("code", "version"):
        yield Row(KIND, f"{row.code}@{row.version}", msgspec.convert(row.content, TemplateShape, strict=False))


def check_life(plan: Plan) -> Iterator[PackError]:
    """A version that a round stands on keeps its cells and rules; a new version begins with the next round."""
    for change in plan.changes:
        if change.kind != KIND or change.action is not ChangeAction.CHANGE:
            continue
        paths = sorted({one.path for one in change.differences if _field(one.path) not in _FREE})
        code, _, version = change.key.partition("@")
        if paths and ReportingRound.objects.filter(template__code=code, template__version=version).exists():
            message = text_noop("Rounds stand on %(key)s: end it and add a version instead of changing %(paths)s.")
            params = (("key", change.key), ("paths", ", ".join(paths)))
            yield PackError(
                file=change.file, line=change.line, path="", code="template_stands", message=message, params=params
            )


def apply(change: Change, *, actor: Actor, at: datetime) -> None:
    """Put or retire one template."""
    if change.action is ChangeAction.RETIRE:
        code, _, version = change.key.partition("@")
        retire_template(actor=actor, code=code, version=int(version), at=at)
        return
    shape: TemplateShape = change.after
    words = TemplateWords(
        code=shape.code,
        version=shape.version,
        receiver=shape.receiver,
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
        content=msgspec.to_builtins(shape),
    )
    put_template(actor=actor, words=words, at=at)


def plan_of_shape(shape: TemplateShape) -> FormPlan:
    """The template with its cells, as the product will read it."""
    return plan_of_content(msgspec.to_builtins(shape))


def _field(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]
