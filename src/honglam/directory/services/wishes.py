"""What one row of a workbook asks for, done through the same verbs as on the pages."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from honglam.directory.contracts import (
    AbsenceWish,
    AgencyData,
    ImportAction,
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
from honglam.directory.queries.people import real
from honglam.directory.services import absences, agencies, holdings, posts, staff
from honglam.kernel.values import Actor


def grant(*, wish: Wish, actor: Actor, at: datetime) -> ImportAction:
    """Do what the row asks for, and say what that came to. Raises what the verbs raise, at the row's fields."""
    match wish:
        case AgencyData():
            return _put_agency(wish, actor, at)
        case PostWish():
            return _put_post(wish, actor, at)
        case StaffWish():
            return _put_staff(wish, actor, at)
        case AbsenceWish():
            return _put_absence(wish, actor, at)


def _put_agency(wish: AgencyData, actor: Actor, at: datetime) -> ImportAction:
    rows = Agency.objects.filter(code=wish.code).select_related("parent", "one_stop", "administrative_unit")
    row = rows.first()
    if row is None:
        agencies.create_agencies(actor=actor, agencies=[wish], at=at)
        return ImportAction.CREATE
    known = agency_data(row)
    wanted = replace(
        wish,
        name_en=known.name_en,
        identifier_provisional=known.identifier_provisional,
        source=known.source,
        provisional=known.provisional,
    )
    if wanted == known:
        return ImportAction.SAME
    agencies.change_agency(actor=actor, agency_id=row.pk, agency=wanted, at=at)
    return ImportAction.CHANGE


def _put_post(wish: PostWish, actor: Actor, at: datetime) -> ImportAction:
    agency_id = Agency.objects.filter(code=wish.agency).values_list("id", flat=True).first()
    if agency_id is None:
        raise UnknownAgency(field="agency")
    row = Post.objects.filter(agency=agency_id, code=wish.post.code).first()
    if row is None:
        posts.create_posts(actor=actor, posts=[(agency_id, wish.post)], at=at)
        return ImportAction.CREATE
    known = (row.title, set(row.roles), row.seats, row.retired_at)
    if known == (wish.post.title, set(wish.post.roles), wish.post.seats, None):
        return ImportAction.SAME
    posts.change_post(actor=actor, post_id=row.pk, post=wish.post, at=at)
    return ImportAction.CHANGE


def _put_staff(wish: StaffWish, actor: Actor, at: datetime) -> ImportAction:
    post = find_post(actor=actor, key=f"{wish.agency}/{wish.post}")
    account_id = staff.find_person(contact=wish.contact)
    standing = Holding.objects.filter(real(), post=post.id, valid_from=wish.valid_from, kind=wish.kind)
    held = standing.filter(account=account_id).first() if account_id else None
    if held is not None:
        return _end(wish, held, actor, at)
    if wish.moved_from:
        _leave(wish, account_id, actor, at)
    staff.appoint_person(
        actor=actor,
        post_id=post.id,
        contact=wish.contact,
        full_name=wish.full_name,
        kind=wish.kind,
        valid_from=wish.valid_from,
        valid_to=wish.valid_to,
        at=at,
    )
    return ImportAction.TRANSFER if wish.moved_from else ImportAction.APPOINT


def _end(wish: StaffWish, held: Holding, actor: Actor, at: datetime) -> ImportAction:
    if held.valid_to == wish.valid_to or wish.valid_to is None:
        return ImportAction.SAME
    try:
        holdings.end_holding(actor=actor, holding_id=held.pk, last_day=wish.valid_to, at=at)
    except NotProlonged as refusal:
        refusal.field = "valid_to"
        raise
    return ImportAction.END


def _put_absence(wish: AbsenceWish, actor: Actor, at: datetime) -> ImportAction:
    post = find_post(actor=actor, key=f"{wish.agency}/{wish.post}")
    absent = _held(staff.find_person(contact=wish.contact), wish, post_id=post.id)
    if absent is None:
        raise UnknownHolding(field="contact")
    deputy = _held(staff.find_person(contact=wish.deputy, field="deputy"), wish, agency_id=post.agency_id)
    if deputy is None:
        raise UnknownPerson(field="deputy")
    same = {"first_day": wish.first_day, "last_day": wish.last_day, "deputy": deputy, "cancelled_at": None}
    if absent.absences.filter(**same).exists():
        return ImportAction.SAME
    absences.register_absence(
        actor=actor,
        holding_id=absent.pk,
        deputy_holding_id=deputy.pk,
        first_day=wish.first_day,
        last_day=wish.last_day,
        at=at,
    )
    return ImportAction.ABSENCE


def _leave(wish: StaffWish, account_id: UUID | None, actor: Actor, at: datetime) -> None:
    try:
        old = find_post(actor=actor, key=wish.moved_from)
    except UnknownPost as refusal:
        refusal.field = "moved_from"
        raise
    rows = Holding.objects.filter(real(), post=old.id, account=account_id).order_by("valid_from")
    row = rows.filter(Q(valid_to=None) | Q(valid_to__gte=wish.valid_from)).first() if account_id else None
    if row is None:
        raise UnknownHolding(field="moved_from")
    holdings.end_holding(actor=actor, holding_id=row.pk, last_day=wish.valid_from - timedelta(days=1), at=at)


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
