"""Plans with their completion, counted from their tasks and put beside what documents state."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Func, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext

from honglam.directives import access
from honglam.directives.contracts import PlanNotFound, PlanView, StatedCompletion, TaskState
from honglam.directives.models import Plan, Task
from honglam.directives.queries.agencies import unit_ref
from honglam.directives.queries.tasks import is_done, summary
from honglam.directives.rules.sums import completion
from honglam.kernel.clock import local
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold, nfc
from honglam.kernel.values import Actor, text_noop
from honglam.ui.formats import format_percent

_MORE = text_noop(
    "The plan says that it has %(items)s items; %(counted)s are known here, so the share is not comparable."
)
_OTHER = text_noop("%(document)s states %(stated)s; counted from the items it is %(computed)s.")
_FOLDED = Func(
    Concat(
        "title",
        Value(" "),
        Coalesce("directive__symbol", KeyTextTransform("symbol", "content"), Value(""), output_field=TextField()),
        output_field=TextField(),
    ),
    function="honglam_fold",
    output_field=TextField(),
)
"""Title and number as a search compares them."""
_OWN = text_noop("%(document)s states %(done)s of %(of)s, which is %(computed)s, not %(stated)s.")


PAGE = 50


def list_plans(*, actor: Actor, at: datetime, words: str = "", after: str = "", limit: int = PAGE) -> Page[PlanView]:
    """Plans in sight, the latest years first. Two queries. Raises BadCursor."""
    rows = access.plans_of(actor).select_related("directive")
    if wanted := fold(words):
        rows = rows.annotate(folded=_FOLDED).filter(folded__contains=wanted)
    if after:
        year, code = decode_cursor(after, length=2)
        if not isinstance(year, int):
            raise BadCursor
        rows = rows.filter(Q(last_year__lt=year) | Q(last_year=year, code__gt=str(code)))
    found = list(rows.order_by("-last_year", "code")[: limit + 1])
    more = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(more.last_year, more.code) if more else None
    return Page(items=_views(found[:limit], at), next_cursor=cursor)


def plans_of_committee(*, actor: Actor, code: str, at: datetime) -> list[PlanView]:
    """A committee's plans of work in sight, the latest first. Two queries."""
    rows = access.plans_of(actor).filter(content__committee=code).select_related("directive")
    return _views(list(rows.order_by("-last_year", "code")), at)


def get_plan(*, actor: Actor, code: str, at: datetime) -> PlanView:
    """One plan with its items. Raises PlanNotFound."""
    rows = list(access.plans_of(actor).filter(code=nfc(code)).select_related("directive"))
    if not rows:
        raise PlanNotFound
    return _views(rows, at)[0]


def _views(rows: Sequence[Plan], at: datetime) -> list[PlanView]:
    today = local(at).date()
    ids = [row.directive_id for row in rows if row.directive_id]
    by_directive: dict[Any, list[Task]] = {}
    tops = Task.objects.filter(directive_id__in=ids, parent=None, retired_at=None).select_related("directive")
    for task in tops.order_by("position", "number"):
        by_directive.setdefault(task.directive_id, []).append(task)
    return [_view(row, by_directive.get(row.directive_id, []), today) for row in rows]


def _view(row: Plan, tasks: Sequence[Task], on: date) -> PlanView:
    counted = [task for task in tasks if task.state != TaskState.CANCELLED.value]
    done = sum(is_done(TaskState(task.state), record=task.record) for task in counted)
    stated = tuple(_stated(one) for one in row.content.get("stated", []))
    items = row.content.get("items")
    percent = completion(done, len(counted))
    return PlanView(
        code=row.code,
        title=row.title,
        first_year=row.first_year,
        last_year=row.last_year,
        agency=unit_ref(row.agency_id),
        symbol=row.directive.symbol if row.directive else str(row.content.get("symbol", "")),
        directive_id=row.directive_id,
        done=done,
        counted=len(counted),
        items=items,
        percent=percent,
        stated=stated,
        findings=tuple(_findings(percent, len(counted), items, stated)),
        tasks=tuple(summary(task, on) for task in tasks),
        provisional=bool(row.content.get("provisional", False)),
    )


def _stated(one: dict[str, Any]) -> StatedCompletion:
    done, of = one.get("done"), one.get("of")
    on = one.get("on")
    return StatedCompletion(
        document=one["document"],
        place=one.get("place", ""),
        on=date.fromisoformat(on) if on else None,
        percent=one.get("percent", completion(done, of) if done is not None and of else None),
        done=done,
        of=of,
        note=one.get("note", ""),
    )


def _findings(percent: float | None, counted: int, items: int | None, stated: Sequence[StatedCompletion]) -> list[str]:
    found = []
    short = items is not None and counted and items != counted
    if short:
        found.append(gettext(_MORE) % {"items": items, "counted": counted})
    for one in stated:
        params = {"document": one.document, "stated": format_percent(one.percent), "done": one.done, "of": one.of}
        own = completion(one.done, one.of) if one.done is not None and one.of else None
        if own is not None and one.percent is not None and abs(own - one.percent) >= 0.1:
            found.append(gettext(_OWN) % {**params, "computed": format_percent(own)})
        if percent is not None and not short and one.percent is not None and abs(percent - one.percent) >= 0.1:
            found.append(gettext(_OTHER) % {**params, "computed": format_percent(percent)})
    return found
