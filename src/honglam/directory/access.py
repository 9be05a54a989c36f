"""Who may see and administer what, and the only ways from an id to a row for an actor.

Absent and forbidden look the same: a row outside the actor's reach is simply not found.
"""

from collections.abc import Mapping, Set
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from honglam.directory.contracts import (
    AgencyKind,
    Level,
    PostRole,
    UnknownAbsence,
    UnknownAgency,
    UnknownCommittee,
    UnknownHolding,
    UnknownPost,
)
from honglam.directory.models import Absence, Agency, AgencyClosure, Committee, Holding, Post
from honglam.kernel.clock import today
from honglam.kernel.values import Actor, ActorKind


def administers_everything(actor: Actor) -> bool:
    """The system, and administrators whose agency is the province's committee."""
    return actor.kind is ActorKind.SYSTEM or (_administers(actor) and _top(actor).exists())


def administered_agencies(actor: Actor) -> QuerySet[Agency]:
    """The agencies whose posts and people the actor administers: those below the actor's own, or all."""
    if actor.kind is ActorKind.SYSTEM:
        return Agency.objects.all()
    if not _administers(actor):
        return Agency.objects.none()
    return Agency.objects.filter(_below(actor) | Exists(_top(actor)))


def visible_agencies(actor: Actor) -> QuerySet[Agency]:
    """The agencies whose staff the actor may see by name: the actor's own agency, and those administered."""
    if actor.kind is ActorKind.SYSTEM or _administers(actor):
        return administered_agencies(actor)
    return Agency.objects.filter(_below(actor))


def knows_person(actor: Actor, account_id: UUID) -> bool:
    """Whether the actor may be told whose staff account this is: of those in agencies the actor sees, or of all."""
    seen = Holding.objects.filter(account=account_id, post__agency__in=visible_agencies(actor))
    return administers_everything(actor) or seen.exists()


def keeps_account(actor: Actor, account_id: UUID) -> bool:
    """Whether the actor administers every agency in which the account holds a post now or later, and there is one."""
    if administers_everything(actor):
        return True
    held = Holding.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today()), account=account_id, closed_at=None)
    outside = held.exclude(post__agency__in=administered_agencies(actor))
    return held.exists() and not outside.exists()


def _administers(actor: Actor) -> bool:
    return actor.agency_id is not None and actor.has_role(PostRole.ADMINISTRATOR)


def _below(actor: Actor) -> Q:
    return Q(pk__in=AgencyClosure.objects.filter(ancestor=actor.agency_id).values("descendant"))


def _top(actor: Actor) -> QuerySet[Agency]:
    roots = Agency.objects.filter(parent=None, kind=AgencyKind.COMMITTEE, level=Level.PROVINCE)
    return roots.filter(pk=actor.agency_id or 0)


def check_agencies(actor: Actor, agency_ids: Set[int]) -> None:
    """Refuse when one of these agencies is not the actor's to administer; the others are locked for a change."""
    if not agency_ids:
        return
    rows = administered_agencies(actor).filter(pk__in=agency_ids).order_by("id").select_for_update(of=("self",))
    if len(rows) != len(agency_ids):
        raise UnknownAgency


def check_parents(actor: Actor, codes: Set[str], known: Mapping[str, Agency]) -> None:
    """Refuse to put something below an agency that is not the actor's; only who administers all makes a new root."""
    if "" in codes and not administers_everything(actor):
        raise UnknownAgency(field="parent")
    if not codes - {""} <= known.keys():
        raise UnknownAgency(field="parent")
    check_agencies(actor, {known[code].pk for code in codes if code})


def get_agency(actor: Actor, agency_id: int) -> Agency:
    """An agency the actor administers, locked for a change."""
    row = administered_agencies(actor).filter(pk=agency_id).select_for_update(of=("self",)).first()
    if row is None:
        raise UnknownAgency
    return row


def get_post(actor: Actor, post_id: int) -> Post:
    """A post of an agency the actor administers, locked for a change."""
    posts = Post.objects.filter(pk=post_id, agency__in=administered_agencies(actor))
    row = posts.select_for_update(of=("self",)).select_related("agency").first()
    if row is None:
        raise UnknownPost
    return row


def get_holding(actor: Actor, holding_id: int) -> Holding:
    """An appointment in an agency the actor administers, locked for a change."""
    row = _holdings(administered_agencies(actor)).filter(pk=holding_id).select_for_update(of=("self",)).first()
    if row is None:
        raise UnknownHolding
    return row


def get_own_holding(actor: Actor, holding_id: int) -> Holding:
    """An appointment of the actor's own, or one the actor administers: both may register an absence."""
    mine = Q(account=actor.id) if actor.id else Q(pk__in=())
    holdings = Holding.objects.filter(mine | Q(post__agency__in=administered_agencies(actor)), pk=holding_id)
    row = holdings.select_for_update(of=("self",)).select_related("post__agency", "account").first()
    if row is None:
        raise UnknownHolding
    return row


def cancellable_absences(actor: Actor) -> QuerySet[Absence]:
    """Absences of the actor's own, and those in agencies the actor administers."""
    mine = Q(holding__account=actor.id) if actor.id else Q(pk__in=())
    reach = mine | Q(holding__post__agency__in=administered_agencies(actor))
    return Absence.objects.filter(reach, cancelled_at=None).select_related("holding__account", "deputy__account")


def find_absence(actor: Actor, absence_id: int) -> Absence:
    """An absence the actor may cancel."""
    row = cancellable_absences(actor).filter(pk=absence_id).first()
    if row is None:
        raise UnknownAbsence
    return row


def get_absence(actor: Actor, absence_id: int) -> Absence:
    """The same, locked for a change."""
    row = cancellable_absences(actor).filter(pk=absence_id).select_for_update(of=("self",)).first()
    if row is None:
        raise UnknownAbsence
    return row


def visible_holdings(actor: Actor) -> QuerySet[Holding]:
    """The appointments the actor may see."""
    return _holdings(visible_agencies(actor))


def see_holding(actor: Actor, holding_id: int) -> Holding:
    """An appointment the actor may see, or the actor's own."""
    mine = Q(account=actor.id) if actor.id else Q(pk__in=())
    holdings = Holding.objects.filter(mine | Q(post__agency__in=visible_agencies(actor)), pk=holding_id)
    row = holdings.select_related("post__agency", "account").first()
    if row is None:
        raise UnknownHolding
    return row


def _holdings(agencies: QuerySet[Agency]) -> QuerySet[Holding]:
    return Holding.objects.filter(post__agency__in=agencies).select_related("post__agency", "account")


_KEEPERS = (PostRole.CLERK, PostRole.LEADER, PostRole.APPROVER)


def committees_kept(actor: Actor) -> QuerySet[Committee]:
    """Committees whose decisions and meetings the actor records.

    An administrator: those of the agencies administered. Leaders and clerks: those that their own agency set up or
    works for day by day; the office of a people's committee keeps the people's committee's.
    """
    rows = Committee.objects.filter(retired_at=None)
    if actor.kind is ActorKind.SYSTEM:
        return rows
    near = Q(agency__in=administered_agencies(actor))
    if actor.agency_id is not None and actor.has_role(*_KEEPERS):
        own = Agency.objects.filter(pk=actor.agency_id)
        served = own.filter(kind=AgencyKind.OFFICE).values("parent")
        near |= Q(agency=actor.agency_id) | Q(standing=actor.agency_id) | Q(agency__in=served)
    return rows.filter(near)


def get_committee(actor: Actor, code: str) -> Committee:
    """A committee whose decisions the actor records, locked for one."""
    row = (
        committees_kept(actor)
        .filter(code=code.replace("\0", ""))
        .select_for_update(of=("self",))
        .select_related("agency")
        .first()
    )
    if row is None:
        raise UnknownCommittee
    return row


def may_found(actor: Actor, agency: Agency) -> bool:
    """Whether the actor may record a committee that this agency set up."""
    if administered_agencies(actor).filter(pk=agency.pk).exists():
        return True
    if actor.agency_id is None or not actor.has_role(*_KEEPERS):
        return False
    served = Agency.objects.filter(pk=actor.agency_id, kind=AgencyKind.OFFICE, parent=agency.pk)
    return actor.agency_id == agency.pk or served.exists()
