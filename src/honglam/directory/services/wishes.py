"""What one row of a workbook asks for, done through the same verbs as on the pages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from honglam.directory.contracts import (
    AbsenceWish,
    AgencyData,
    ColumnNeeded,
    EndedElsewhere,
    ImportAction,
    ImportDifference,
    NotProlonged,
    PostWish,
    StaffWish,
    UnknownAgency,
    UnknownHolding,
    UnknownPerson,
    UnknownPost,
    Wish,
)
from honglam.directory.models import Agency, Holding, Post
from honglam.directory.queries.agencies import get_agency
from honglam.directory.queries.editing import agency_data, find_post
from honglam.directory.queries.people import post_data, real
from honglam.directory.rules.wishes import differences, filled, says_the_same
from honglam.directory.services import absences, agencies, holdings, posts, staff
from honglam.kernel.values import Actor

_NEW_AGENCY = ("name", "kind", "level", "administrative_unit")
_NEW_POST = ("title", "roles")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a row came to. `title`: the name that the account itself bears, where the row is about a person."""

    action: ImportAction
    title: str = ""
    changes: tuple[ImportDifference, ...] = ()


def grant(*, wish: Wish, columns: Collection[str], actor: Actor, at: datetime) -> Outcome:
    """Do what the row asks for, and say what that came to. `columns`: the fields that its sheet has; of what exists
    already everything else is kept. Raises what the verbs raise, at the row's fields.
    """
    match wish:
        case AgencyData():
            return _put_agency(wish, columns, actor, at)
        case PostWish():
            return _put_post(wish, columns, actor, at)
        case StaffWish():
            return _put_staff(wish, columns, actor, at)
        case AbsenceWish():
            return _put_absence(wish, actor, at)


def _put_agency(wish: AgencyData, columns: Collection[str], actor: Actor, at: datetime) -> Outcome:
    rows = Agency.objects.filter(code=wish.code).select_related("parent", "one_stop", "administrative_unit")
    row = rows.first()
    if row is None:
        _require(_NEW_AGENCY, columns)
        agencies.create_agencies(actor=actor, agencies=[wish], at=at)
        return Outcome(action=ImportAction.CREATE)
    known = agency_data(row)
    wanted = filled(wish, known, columns)
    if not isinstance(wanted, AgencyData) or says_the_same(wanted, known):
        return Outcome(action=ImportAction.SAME)
    if wanted.valid_to != known.valid_to:
        raise EndedElsewhere(field="valid_to")
    agencies.change_agency(actor=actor, agency_id=row.pk, agency=wanted, at=at)
    return Outcome(action=ImportAction.CHANGE, changes=tuple(differences(wanted, known)))


def _put_post(wish: PostWish, columns: Collection[str], actor: Actor, at: datetime) -> Outcome:
    agency_id = Agency.objects.filter(code=wish.agency).values_list("id", flat=True).first()
    if agency_id is None:
        raise UnknownAgency(field="agency")
    row = Post.objects.filter(agency=agency_id, code=wish.post.code).first()
    if row is None:
        _require(_NEW_POST, columns)
        posts.create_posts(actor=actor, posts=[(agency_id, wish.post)], at=at)
        return Outcome(action=ImportAction.CREATE)
    known = PostWish(agency=wish.agency, post=post_data(row))
    wanted = filled(wish, known, columns)
    if not isinstance(wanted, PostWish) or (says_the_same(wanted, known) and row.retired_at is None):
        return Outcome(action=ImportAction.SAME)
    posts.change_post(actor=actor, post_id=row.pk, post=wanted.post, at=at)
    return Outcome(action=ImportAction.CHANGE, changes=tuple(differences(wanted, known)))


def _put_staff(wish: StaffWish, columns: Collection[str], actor: Actor, at: datetime) -> Outcome:
    post = find_post(actor=actor, key=f"{wish.agency}/{wish.post}")
    account_id = staff.find_person(contact=wish.contact)
    standing = Holding.objects.filter(real(), post=post.id, valid_from=wish.valid_from).select_related("account")
    if "kind" in columns:
        standing = standing.filter(kind=wish.kind)
    held = standing.filter(account=account_id).first() if account_id else None
    if held is not None:
        return _end(wish, held, actor, at)
    if wish.moved_from:
        _leave(wish, account_id, actor, at)
    done = staff.appoint_person(
        actor=actor,
        post_id=post.id,
        contact=wish.contact,
        full_name=wish.full_name,
        kind=wish.kind,
        valid_from=wish.valid_from,
        valid_to=wish.valid_to,
        at=at,
    )
    if account_id is None:
        return Outcome(action=ImportAction.OPEN, title=done.name)
    return Outcome(action=ImportAction.TRANSFER if wish.moved_from else ImportAction.APPOINT, title=done.name)


def _end(wish: StaffWish, held: Holding, actor: Actor, at: datetime) -> Outcome:
    staff.find_named(actor=actor, contact=wish.contact, full_name=wish.full_name)
    name = held.account.full_name
    if held.valid_to == wish.valid_to or wish.valid_to is None:
        return Outcome(action=ImportAction.SAME, title=name)
    change = ImportDifference(field="valid_to", before=held.valid_to, after=wish.valid_to)
    try:
        holdings.end_holding(actor=actor, holding_id=held.pk, last_day=wish.valid_to, at=at)
    except NotProlonged as refusal:
        refusal.field = "valid_to"
        raise
    return Outcome(action=ImportAction.END, title=name, changes=(change,))


def _put_absence(wish: AbsenceWish, actor: Actor, at: datetime) -> Outcome:
    post = find_post(actor=actor, key=f"{wish.agency}/{wish.post}")
    absent = _held(staff.find_person(contact=wish.contact), wish, post_id=post.id)
    if absent is None:
        raise UnknownHolding(field="contact")
    deputy = _held(staff.find_person(contact=wish.deputy, field="deputy"), wish, agency_id=post.agency_id)
    if deputy is None:
        raise UnknownPerson(field="deputy")
    same = {"first_day": wish.first_day, "last_day": wish.last_day, "deputy": deputy, "cancelled_at": None}
    if absent.absences.filter(**same).exists():
        return Outcome(action=ImportAction.SAME)
    done = absences.register_absence(
        actor=actor,
        holding_id=absent.pk,
        deputy_holding_id=deputy.pk,
        first_day=wish.first_day,
        last_day=wish.last_day,
        at=at,
    )
    return Outcome(action=ImportAction.ABSENCE, title=done.absent_name)


def _require(needed: Collection[str], columns: Collection[str]) -> None:
    """Refuse to make something new of which the sheet does not say what it is."""
    lacking = next((field for field in needed if field not in columns), None)
    if lacking is not None:
        raise ColumnNeeded(field=lacking)


def _leave(wish: StaffWish, account_id: UUID | None, actor: Actor, at: datetime) -> None:
    try:
        old = find_post(actor=actor, key=wish.moved_from)
    except UnknownPost as refusal:
        refusal.field = "moved_from"
        raise
    last_day = wish.valid_from - timedelta(days=1)
    rows = Holding.objects.filter(real(), post=old.id, account=account_id).order_by("valid_from")
    row = rows.filter(Q(valid_to=None) | Q(valid_to__gte=last_day)).first() if account_id else None
    if row is None:
        raise UnknownHolding(field="moved_from")
    if row.valid_to != last_day:
        holdings.end_holding(actor=actor, holding_id=row.pk, last_day=last_day, at=at)


def _held(
    account_id: UUID | None, wish: AbsenceWish, *, post_id: int | None = None, agency_id: int | None = None
) -> Holding | None:
    """The person's appointment to that post, or any in that agency, on the first day away."""
    if account_id is None:
        return None
    owner = get_agency(agency_id).agency_id if agency_id else None
    where = Q(post__agency__above__ancestor=owner) if owner else Q(post=post_id)
    lasting = Q(valid_to=None) | Q(valid_to__gte=wish.first_day)
    return Holding.objects.filter(where, lasting, account=account_id, valid_from__lte=wish.first_day).first()
