"""Lists for pages: walked by key, a fixed number of queries each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.fields import TextField

from honglam.directory import access
from honglam.directory.contracts import AbsenceView, AgencyView, Level, PostLine, StaffLine
from honglam.directory.models import Absence, Agency, Holding, Post
from honglam.directory.queries.agencies import descendant_ids, get_agency
from honglam.directory.queries.people import absence_view, absences_on, holding_view, in_force, post_view, real
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

PAGE = 50


def agency_page(*, query: str, level: Level | None, on: date, cursor: str) -> Page[AgencyView]:
    """Agencies and units in force on a day whose name, short name or code contains the words, by name."""
    rows = _in_force(Agency.objects.filter(retired_at=None), on)
    for word in fold(query).split():
        rows = rows.filter(search__contains=word)
    if level is not None:
        rows = rows.filter(level=level)
    return _agencies(rows, cursor)


def administered_page(*, actor: Actor, query: str, on: date | None, cursor: str) -> Page[AgencyView]:
    """The agencies the actor administers, by name: those not over on a day, or (None) all there ever were."""
    rows = access.administered_agencies(actor).filter(retired_at=None)
    if on is not None:
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    for word in fold(query).split():
        rows = rows.filter(search__contains=word)
    return _agencies(rows, cursor)


def _in_force(rows: QuerySet[Agency], on: date) -> QuerySet[Agency]:
    begun, lasting = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    return rows.filter(begun & lasting)


def _agencies(rows: QuerySet[Agency], cursor: str) -> Page[AgencyView]:
    if cursor:
        rows = rows.filter(_after("sort_key", "id", _key(cursor)))
    found = list(rows.order_by("sort_key", "id").values_list("sort_key", "id")[: PAGE + 1])
    items = [get_agency(agency_id) for _, agency_id in found[:PAGE]]
    return Page(items=items, next_cursor=encode_cursor(*found[PAGE - 1]) if len(found) > PAGE else None)


def staff_page(*, actor: Actor, query: str, agency_id: int | None, on: date, cursor: str) -> Page[StaffLine]:
    """Appointments in force or to come that the actor may see, by name; `agency_id`: in that agency and below."""
    rows = access.visible_holdings(actor).filter(real(), Q(valid_to=None) | Q(valid_to__gte=on))
    if agency_id is not None:
        rows = rows.filter(post__agency__above__ancestor=agency_id)
    rows = rows.annotate(folded=Func(F("account__full_name"), function="honglam_fold", output_field=TextField()))
    for word in fold(query).split():
        rows = rows.filter(folded__contains=Value(word))
    if cursor:
        rows = rows.filter(_after("account__sort_key", "id", _key(cursor)))
    found = list(rows.order_by("account__sort_key", "id")[: PAGE + 1])
    more = encode_cursor(found[PAGE - 1].account.sort_key, found[PAGE - 1].pk) if len(found) > PAGE else None
    return Page(items=staff_lines(found[:PAGE], on), next_cursor=more)


def staff_lines(rows: Sequence[Holding], on: date) -> list[StaffLine]:
    """Appointments with their unit and today's absence."""
    away = absences_on(on).filter(holding__in=rows).select_related("holding__account", "deputy__account")
    absences = {row.holding_id: absence_view(row) for row in away}
    return [
        StaffLine(holding=holding_view(row), unit=get_agency(row.post.agency_id), absence=absences.get(row.pk))
        for row in rows
    ]


def staff_line(*, actor: Actor, holding_id: int, on: date) -> StaffLine:
    """One appointment the actor may see, or the actor's own."""
    return staff_lines([access.see_holding(actor, holding_id)], on)[0]


def own_appointments(*, actor: Actor, on: date) -> list[StaffLine]:
    """The actor's own appointments that are in force or to come."""
    rows = Holding.objects.filter(real(), Q(valid_to=None) | Q(valid_to__gte=on), account=actor.id)
    return staff_lines(list(rows.select_related("post__agency", "account").order_by("valid_from", "id")), on)


def colleagues(*, actor: Actor, holding_id: int, on: date) -> list[StaffLine]:
    """Who may stand in for a holder: everybody else with a post in the same agency on that day, by name."""
    row = access.see_holding(actor, holding_id)
    agency_id = get_agency(row.post.agency_id).agency_id
    # Below a people's committee stand all its agencies, whose people would fill the list before its own.
    own = [one for one in descendant_ids(agency_id) if get_agency(one).agency_id == agency_id]
    rows = Holding.objects.filter(in_force(on), post__agency__in=own, account__is_active=True)
    found = rows.exclude(account=row.account_id).select_related("post__agency", "account")
    return staff_lines(list(found.order_by("account__sort_key", "id")[:500]), on)


def posts_with_holders(*, agency_id: int, on: date) -> list[PostLine]:
    """The posts of one agency or unit, each with those who hold it or are to hold it."""
    holdings = Holding.objects.filter(real(), Q(valid_to=None) | Q(valid_to__gte=on), post__agency=agency_id)
    held: dict[int, list[Any]] = {}
    for row in holdings.select_related("post", "account").order_by("account__sort_key", "id"):
        held.setdefault(row.post_id, []).append(holding_view(row))
    posts = Post.objects.filter(agency=agency_id, retired_at=None).order_by("id")
    return [PostLine(post=post_view(post), holdings=tuple(held.get(post.pk, ()))) for post in posts]


def absences_to_come(*, actor: Actor, on: date, cursor: str) -> Page[tuple[AbsenceView, bool]]:
    """Absences from a day on that the actor may see, the next first, each with whether the actor may cancel it."""
    mine = Q(holding__account=actor.id) | Q(deputy__account=actor.id)
    seen = mine | Q(holding__in=access.visible_holdings(actor).values("id"))
    rows = Absence.objects.filter(seen, last_day__gte=on, cancelled_at=None)
    rows = rows.select_related("holding__account", "deputy__account").order_by("first_day", "id")
    if cursor:
        rows = rows.filter(_after("first_day", "id", _day_key(cursor)))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    may_cancel = access.cancellable_absences(actor).filter(pk__in=[row.pk for row in shown])
    mine_to_cancel = set(may_cancel.values_list("id", flat=True))
    more = encode_cursor(shown[-1].first_day.isoformat(), shown[-1].pk) if len(found) > PAGE else None
    return Page(items=[(absence_view(row), row.pk in mine_to_cancel) for row in shown], next_cursor=more)


def absence_to_cancel(*, actor: Actor, absence_id: int) -> AbsenceView:
    """An absence the actor may cancel. Raises UnknownAbsence."""
    return absence_view(access.find_absence(actor, absence_id))


def _key(cursor: str) -> list[Any]:
    """A sort key and an id; a cursor made of anything else does not come from us."""
    key = decode_cursor(cursor, length=2)
    if not (isinstance(key[0], str) and isinstance(key[1], int)):
        raise BadCursor
    return key


def _day_key(cursor: str) -> list[Any]:
    key = _key(cursor)
    try:
        return [date.fromisoformat(key[0]), key[1]]
    except ValueError as fault:
        raise BadCursor from fault


def _after(first: str, second: str, key: list[Any]) -> Q:
    return Q(**{f"{first}__gt": key[0]}) | Q(**{first: key[0], f"{second}__gt": key[1]})
