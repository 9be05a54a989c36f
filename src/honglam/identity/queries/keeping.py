"""Which rule of retention and which times are in force, and what is asked of us."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Prefetch, Q, When

from honglam.identity import access
from honglam.identity.contracts import AskAct, AskKind, AskLine, AskState, AskView, KeepingView
from honglam.identity.models import DataRequest, DataRequestLine, RequestTimes, RetentionRule
from honglam.kernel.clock import local
from honglam.kernel.paging import Page, decode_id, decode_moment, encode_cursor
from honglam.kernel.personal import DataKind, Fate, data_kinds
from honglam.kernel.values import Actor

OPEN = (AskState.ASKED.value, AskState.TAKEN.value)


def rules_on(day: date) -> dict[str, RetentionRule]:
    """For each kind of data the latest rule that has begun. One query."""
    rows = RetentionRule.objects.filter(retired_at=None, valid_from__lte=day).order_by("kind", "valid_from")
    return {row.kind: row for row in rows}


def rule_on(kind: str, day: date) -> RetentionRule | None:
    """The latest rule of one kind that has begun."""
    rows = RetentionRule.objects.filter(kind=kind, retired_at=None, valid_from__lte=day)
    return rows.order_by("-valid_from").first()


def erase_before(kind: str, *, at: datetime) -> datetime | None:
    """The moment before which data of a kind is erased; None where the rule keeps it, or there is none."""
    rule = rule_on(kind, local(at).date())
    if rule is None or rule.days is None or rule.fate == Fate.ARCHIVE.value:
        return None
    return at - timedelta(days=rule.days)


def times_on(kind: AskKind, day: date) -> RequestTimes | None:
    """The times for a kind of request that are in force."""
    rows = RequestTimes.objects.filter(kind=kind.value, retired_at=None, valid_from__lte=day)
    return rows.order_by("-valid_from").first()


def list_times(*, at: datetime) -> dict[AskKind, RequestTimes]:
    """The times in force, by kind of request. One query."""
    rows = RequestTimes.objects.filter(retired_at=None, valid_from__lte=local(at).date()).order_by("valid_from")
    return {AskKind(row.kind): row for row in rows}


def list_kept(*, at: datetime) -> list[KeepingView]:
    """What is kept and for how long, in the order in which the blocks name it. One query."""
    rules = rules_on(local(at).date())
    return [_as_kept(code, kind, rules[code]) for code, kind in data_kinds.items() if code in rules]


def _as_kept(code: str, kind: DataKind, rule: RetentionRule) -> KeepingView:
    return KeepingView(
        code=code,
        label=kind.label,
        what=kind.what,
        counted_from=kind.counted_from,
        fate=Fate(rule.fate),
        days=rule.days,
        valid_from=rule.valid_from,
        source=rule.source,
        provisional=rule.provisional,
        on_request=kind.erase_of is not None and rule.fate != Fate.ARCHIVE.value,
    )


def list_own_requests(*, account_id: UUID) -> list[AskView]:
    """Twenty requests of a person, copies included: those that wait for an answer first, then the latest."""
    rows = DataRequest.objects.select_related("account").filter(account_id=account_id)
    rows = rows.annotate(over=Case(When(state__in=OPEN, then=0), default=1)).order_by("over", "-id")
    return [as_request(row) for row in rows[:20]]


def iterate_requests(*, account_id: UUID) -> Iterator[AskView]:
    """Every request of a person with its history, newest first. Two queries."""
    rows = DataRequest.objects.select_related("account").filter(account_id=account_id).order_by("-id")
    ordered = Prefetch("lines", queryset=DataRequestLine.objects.order_by("id"))
    return (as_request(row, with_lines=True) for row in rows.prefetch_related(ordered))


def list_open_requests(*, actor: Actor, after: str = "", limit: int = 50) -> Page[AskView]:
    """Requests that wait for an answer, what is due first first; the actor's own are for others. One query."""
    rows = access.answerable_requests(actor).filter(state__in=OPEN).select_related("account").order_by("due_at", "id")
    if after:
        due, last = decode_moment(after)
        rows = rows.filter(Q(due_at__gt=due) | Q(due_at=due, id__gt=last))
    found = [as_request(row) for row in rows[: limit + 1]]
    more = encode_cursor(found[limit - 1].due_at, found[limit - 1].id) if len(found) > limit else None
    return Page(items=found[:limit], next_cursor=more)


def list_settled_requests(*, actor: Actor, after: str = "", limit: int = 50) -> Page[AskView]:
    """Requests that were answered or withdrawn, newest first. One query."""
    rows = access.answerable_requests(actor).exclude(state__in=OPEN).order_by("-id")
    rows = rows.filter(id__lt=decode_id(after)) if after else rows
    found = [as_request(row) for row in rows.select_related("account")[: limit + 1]]
    return Page(items=found[:limit], next_cursor=encode_cursor(found[limit - 1].id) if len(found) > limit else None)


def count_open_requests(*, actor: Actor) -> int:
    """How many wait."""
    return access.answerable_requests(actor).filter(state__in=OPEN).count()


def as_request(row: DataRequest, *, with_lines: bool = False) -> AskView:
    """The row as pages show it."""
    return AskView(
        id=row.pk,
        kind=AskKind(row.kind),
        state=AskState(row.state),
        account_id=row.account_id,
        person_name=row.account.full_name,
        wish=row.wish,
        items=row.items,
        done=tuple(row.done),
        kept=row.kept,
        answer=row.answer,
        grounds=row.grounds,
        asked_at=row.asked_at,
        respond_by=row.respond_by,
        due_at=row.due_at,
        extended=row.extended_at is not None,
        settled_at=row.settled_at,
        lines=tuple(_lines(row)) if with_lines else (),
    )


def _lines(row: DataRequest) -> Iterator[AskLine]:
    for line in sorted(row.lines.all(), key=lambda line: line.id):
        yield AskLine(at=line.at, act=AskAct(line.act), actor_name=line.actor_name, note=line.note)


def get_own_request(*, actor: Actor, request_id: UUID) -> AskView:
    """One of the actor's own requests with its history. Raises AskNotFound."""
    return as_request(access.own_request(actor, request_id), with_lines=True)


def get_request(*, actor: Actor, request_id: UUID) -> AskView:
    """A request for whoever answers it, with its history. Raises AskNotFound."""
    return as_request(access.answerable_request(actor, request_id), with_lines=True)
