"""Enterprises one acts for."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honglam.identity import api, queries
from honglam.identity.contracts import ACTING_FOR, LastOwner, MembershipView, Role
from honglam.identity.services import enterprises
from honglam.identity.views.pages import draw, next_address, own_actor_of, say
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError


def _own_id(request: HttpRequest) -> UUID:
    actor = own_actor_of(request)
    if actor.id is None:
        raise Http404
    return actor.id


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The list, with invitations, and the switch between oneself and an enterprise."""
    memberships = queries.list_memberships(account_id=_own_id(request))
    acting_for = actor_of(request).enterprise_id
    return draw(request, "enterprises", memberships=memberships, acting_for=acting_for, next=next_address(request))


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Act for an enterprise from now on, or for oneself again (an empty choice)."""
    wanted = request.POST.get("enterprise", "")
    request.session.pop(ACTING_FOR, None)
    if wanted:
        try:
            enterprise_id = UUID(wanted)
        except ValueError as error:
            raise Http404 from error
        if queries.find_membership(account_id=_own_id(request), enterprise_id=enterprise_id) is None:
            raise Http404
        request.session[ACTING_FOR] = str(enterprise_id)
    return redirect(next_address(request) or "identity:enterprises")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put an enterprise on one's list."""
    refusal = None
    if request.method == "POST":
        try:
            made = enterprises.add_enterprise(
                actor=own_actor_of(request),
                tax_code=request.POST.get("tax_code", ""),
                name=request.POST.get("name", ""),
                address=request.POST.get("address", ""),
                unit_code="",
                at=now(),
            )
            request.session[ACTING_FOR] = str(made.id)
            say(request, _("You are now acting for %(name)s.") % {"name": made.name})
            return redirect("identity:enterprises")
        except DomainError as error:
            refusal = error
    return draw(request, "add_enterprise", refusal)


def _owned(request: HttpRequest, enterprise_id: UUID) -> None:
    membership = queries.find_membership(account_id=_own_id(request), enterprise_id=enterprise_id)
    if membership is None or membership.role is not Role.OWNER:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Who acts for an enterprise of one's own, and inviting another."""
    _owned(request, enterprise_id)
    refusal = None
    if request.method == "POST":
        try:
            _invite(request, enterprise_id)
            return redirect("identity:members", enterprise_id=enterprise_id)
        except DomainError as error:
            error.field = error.field or "contact"
            refusal = error
    return _members_page(request, enterprise_id, refusal)


def _invite(request: HttpRequest, enterprise_id: UUID) -> None:
    """Invite, or take an invitation back. The answer is the same whether anybody has an account with the contact."""
    actor, contact, at = own_actor_of(request), request.POST.get("contact", ""), now()
    if "take_back" in request.POST:
        enterprises.take_back_invitation(actor=actor, enterprise_id=enterprise_id, contact=contact, at=at)
        say(request, _("If an invitation was waiting at this contact, it is taken back."))
        return
    role = Role.OWNER if request.POST.get("role") == Role.OWNER.value else Role.MEMBER
    enterprises.invite_member(actor=actor, enterprise_id=enterprise_id, contact=contact, role=role, at=at)
    say(request, _("If this contact belongs to an account, an invitation is on its way."))


def _members_page(request: HttpRequest, enterprise_id: UUID, refusal: DomainError | None) -> HttpResponse:
    return draw(
        request,
        "members",
        refusal,
        enterprise=api.get_enterprise(enterprise_id=enterprise_id),
        members=queries.list_members(enterprise_id=enterprise_id),
    )


@require_POST
def remove_member(request: HttpRequest, enterprise_id: UUID, membership_id: UUID) -> HttpResponse:
    """End somebody's right to act for an enterprise of one's own."""
    _owned(request, enterprise_id)
    people = queries.list_members(enterprise_id=enterprise_id)
    owner = any(one.id == membership_id and one.role is Role.OWNER for one in people)
    try:
        enterprises.remove_member(
            actor=own_actor_of(request), enterprise_id=enterprise_id, membership_id=membership_id, at=now()
        )
    except DomainError as refusal:
        return _members_page(request, enterprise_id, refusal)
    if owner:
        say(request, _("Invitations that were still open have ended too. Invite anew whoever is to act for it."))
    return redirect("identity:members", enterprise_id=enterprise_id)


@require_POST
def answer(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Accept or decline an invitation, or leave; whoever leaves is asked once more, and told what it means."""
    if "accept" not in request.POST and "sure" not in request.POST:
        standing = queries.list_memberships(account_id=_own_id(request), accepted=True)
        leaving = next((one for one in standing if one.id == membership_id), None)
        if leaving is not None:
            return _ask_to_leave(request, leaving)
    verb = enterprises.accept_invitation if "accept" in request.POST else enterprises.leave_enterprise
    try:
        verb(actor=own_actor_of(request), membership_id=membership_id, at=now())
    except DomainError as refusal:
        return draw(request, "sorry", refusal, back="identity:enterprises")
    return redirect("identity:enterprises")


def _ask_to_leave(request: HttpRequest, leaving: MembershipView) -> HttpResponse:
    """Asked once more, unless it would be refused: nobody says yes to what cannot be."""
    members = queries.list_members(enterprise_id=leaving.enterprise.id)
    last, owners = len(members) == 1, [one.id for one in members if one.role is Role.OWNER]
    if owners == [leaving.id] and not last:
        return draw(request, "sorry", LastOwner(), back="identity:enterprises")
    return draw(request, "leave_enterprise", membership=leaving, last=last)
