"""Who holds what on a day: from the tables, since people move every day."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from honglam.directory.contracts import (
    AbsenceView,
    HolderView,
    HoldingKind,
    HoldingView,
    PostData,
    PostInForce,
    PostRole,
    PostView,
    UnknownPost,
)
from honglam.directory.models import Absence, Holding, Post
from honglam.directory.queries.agencies import ancestor_ids, descendant_ids, get_agency, is_in_force, scope_of_post
from honglam.kernel.ready import ReadyQuery, together


def post_view(row: Post) -> PostView:
    """The row as other blocks may know it."""
    roles = tuple(PostRole(role) for role in row.roles)
    return PostView(id=row.pk, agency_id=row.agency_id, code=row.code, title=row.title, roles=roles, seats=row.seats)


def post_data(row: Post) -> PostData:
    """The row as a caller would say it."""
    roles = tuple(PostRole(role) for role in row.roles)
    return PostData(code=row.code, title=row.title, roles=roles, seats=row.seats)


def holding_view(row: Holding) -> HoldingView:
    """The row as other blocks may know it; needs its post and account at hand."""
    return HoldingView(
        id=row.pk,
        post=post_view(row.post),
        account_id=row.account_id,
        name=row.account.full_name,
        kind=HoldingKind(row.kind),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def absence_view(row: Absence) -> AbsenceView:
    """The row as other blocks may know it; needs both holdings with their accounts at hand."""
    return AbsenceView(
        id=row.pk,
        holding_id=row.holding_id,
        absent_name=row.holding.account.full_name,
        post_id=row.holding.post_id,
        first_day=row.first_day,
        last_day=row.last_day,
        deputy_id=row.deputy.account_id,
        deputy_name=row.deputy.account.full_name,
    )


def in_force(on: date, prefix: str = "") -> Q:
    """Holdings of a day."""
    begun = Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on}))


def real() -> Q:
    """Holdings that were not taken back before they began: those last until the day before their first."""
    return Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))


def holdings_from(on: date, *, account_id: UUID | None = None, post_id: int | None = None) -> QuerySet[Holding]:
    """Appointments of a person, or to a post, that are in force on a day or will be."""
    who = Q(account=account_id) if account_id else Q(post=post_id)
    return Holding.objects.filter(real(), who, Q(valid_to=None) | Q(valid_to__gte=on))


def acts_in(account_id: UUID, post_id: int, on: date) -> bool:
    """Whether a person holds a post from a day on, or is to stand in for somebody who does."""
    if holdings_from(on, account_id=account_id).filter(post=post_id).exists():
        return True
    absences = Absence.objects.filter(holding__post=post_id, deputy__account=account_id)
    return absences.filter(last_day__gte=on, cancelled_at=None).exists()


def absences_on(on: date) -> QuerySet[Absence]:
    """Absences of a day whose deputy still holds a post and has an account."""
    days = Q(first_day__lte=on, last_day__gte=on, cancelled_at=None, deputy__account__is_active=True)
    return Absence.objects.filter(days & in_force(on, "deputy__"))


def is_away(absence_id: int, on: date) -> bool:
    """Whether an absence still stands: neither cancelled nor over."""
    return Absence.objects.filter(pk=absence_id, cancelled_at=None, last_day__gte=on).exists()


def absences_cut_short(holding_id: int, on: date) -> list[AbsenceView]:
    """Absences from an appointment that stood on its last day."""
    rows = Absence.objects.filter(holding=holding_id, cancelled_at=None, first_day__lte=on, last_day__gte=on)
    return [absence_view(row) for row in rows.select_related("holding__account", "deputy__account")]


def get_post(post_id: int) -> PostView:
    """The post of this id, also when it is retired."""
    row = Post.objects.filter(pk=post_id).first()
    if row is None:
        raise UnknownPost
    return post_view(row)


def list_posts(agency_id: int) -> list[PostView]:
    """The posts of one agency or unit."""
    return [post_view(row) for row in Post.objects.filter(agency=agency_id, retired_at=None).order_by("id")]


def posts_in_force(account_id: UUID, on: date) -> list[PostInForce]:
    """The posts a person may act in on a day: their own first, then those of absent holders they stand in for."""
    held, stood_in_for = together(
        _HELD.of(account_id=account_id, on=on), _STOOD_IN_FOR.of(account_id=account_id, on=on)
    )
    found = [_own_post(row) for row in held if _is_there(row, on)]
    return found + [_post_of_absent(row) for row in stood_in_for if _is_there(row.holding, on)]


def _held(*, account_id: UUID, on: date) -> QuerySet[Holding]:
    rows = Holding.objects.filter(in_force(on), post__retired_at=None, account=account_id, account__is_active=True)
    return rows.select_related("post", "account").order_by("id")


def _stood_in_for(*, account_id: UUID, on: date) -> QuerySet[Absence]:
    """Asked apart from what is held: an OR of both would read every appointment of the province, for every page."""
    rows = absences_on(on).filter(in_force(on, "holding__"), deputy__account=account_id)
    # The one who is away may have closed the account: their post waits for somebody else.
    rows = rows.filter(holding__account__is_active=True)
    rows = rows.filter(holding__post__retired_at=None).exclude(holding__account=account_id)
    return rows.select_related("holding__post", "holding__account").order_by("holding_id", "id")


_HOLDING = ReadyQuery(
    lambda *, units, role, on: Holding.objects.filter(
        in_force(on),
        post__agency__among=units,
        post__roles__contains=[role],
        post__retired_at=None,
        account__is_active=True,
    )[:1],
    units=[-1],
    role="a role",
    on=date(1971, 1, 1),
)
_HELD = ReadyQuery(_held, account_id=UUID(int=1), on=date(1971, 1, 1))
_STOOD_IN_FOR = ReadyQuery(_stood_in_for, account_id=UUID(int=1), on=date(1971, 1, 1))


def list_held_posts(on: date) -> list[tuple[UUID, str, PostInForce]]:
    """Every holding of a day with its holder's account and name, in the order of names, in one query."""
    rows = Holding.objects.filter(in_force(on), post__retired_at=None, account__is_active=True)
    return [
        (row.account_id, row.account.full_name, _own_post(row))
        for row in rows.select_related("post", "account").order_by("account__sort_key", "id")
        if _is_there(row, on)
    ]


def _is_there(row: Holding, on: date) -> bool:
    """Whether the unit of the post is in force on the day."""
    return is_in_force(get_agency(row.post.agency_id), on)


def _own_post(row: Holding) -> PostInForce:
    return _post_in_force(row, kind=HoldingKind(row.kind), standing_in_for="", until=row.valid_to)


def _post_of_absent(row: Absence) -> PostInForce:
    name = row.holding.account.full_name
    return _post_in_force(row.holding, kind=None, standing_in_for=name, until=row.last_day)


def _post_in_force(row: Holding, *, kind: HoldingKind | None, standing_in_for: str, until: date | None) -> PostInForce:
    unit = get_agency(row.post.agency_id)
    return PostInForce(
        post_id=row.post_id,
        title=row.post.title,
        agency_name=unit.name,
        roles=frozenset(row.post.roles),
        unit_id=unit.id,
        agency_id=unit.agency_id,
        scope_ids=scope_of_post(unit.id, row.post.roles),
        kind=kind,
        standing_in_for=standing_in_for,
        until=until,
    )


def holders_of(agency_id: int, role: str, on: date, below: bool) -> list[HolderView]:
    """Who may act in a role in an agency on a day: holders, and deputies of those who are away."""
    return _with_deputies(_holdings(descendant_ids(agency_id) if below else (agency_id,), role, on))


def holders_over(unit_id: int, role: str, on: date) -> list[HolderView]:
    """Who may act in a role on a day on what stands at a unit: there, below it, or by a post that works for it too."""
    agency_id, below, above = get_agency(unit_id).agency_id, set(descendant_ids(unit_id)), set(ancestor_ids(unit_id))
    beside = {one for one in descendant_ids(agency_id) if get_agency(one).agency_id == agency_id}
    return _with_deputies(
        row
        for row in _holdings(below | beside, role, on)
        if row.post.agency_id in below or above & set(scope_of_post(row.post.agency_id, row.post.roles))
    )


def _holdings(unit_ids: Iterable[int], role: str, on: date) -> QuerySet[Holding]:
    """Appointments to posts of these units, with who acts for those who are away."""
    away = absences_on(on).filter(holding=OuterRef("pk"))
    return (
        Holding.objects.filter(in_force(on), post__agency__in=unit_ids, post__retired_at=None)
        .filter(post__roles__contains=[role], account__is_active=True)
        .annotate(
            deputy_id=Subquery(away.values("deputy__account")[:1]),
            deputy_name=Subquery(away.values("deputy__account__full_name")[:1]),
        )
        .select_related("post", "account")
        .order_by("account__sort_key", "id")
    )


def _with_deputies(rows: Iterable[Any]) -> list[HolderView]:
    found: list[HolderView] = []
    for row in rows:
        absent = row.deputy_id is not None
        found.append(_holder(row, row.account_id, row.account.full_name, absent=absent))
        if absent:
            found.append(_holder(row, row.deputy_id, row.deputy_name, acting_for=row.account_id))
    return found


def has_holder(agency_id: int, role: str, on: date, below: bool) -> bool:
    """Whether `holders_of` would find anybody, without loading them: a province centre has hundreds."""
    unit_ids: Iterable[int] = descendant_ids(agency_id) if below else (agency_id,)
    return bool(_HOLDING.rows(units=list(unit_ids), role=role, on=on))


def _holder(
    row: Holding, account_id: UUID, name: str, *, absent: bool = False, acting_for: UUID | None = None
) -> HolderView:
    return HolderView(
        account_id=account_id,
        name=name,
        post_id=row.post_id,
        unit_id=row.post.agency_id,
        title=row.post.title,
        is_absent=absent,
        acting_for=acting_for,
    )
