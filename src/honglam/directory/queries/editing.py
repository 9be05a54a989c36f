"""What an administrator's forms begin with."""

from datetime import date

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat

from honglam.directory import access
from honglam.directory.contracts import (
    AgencyData,
    AgencyKind,
    Level,
    PostView,
    UnknownAgency,
    UnknownPost,
)
from honglam.directory.models import Agency, Post
from honglam.directory.queries.people import post_view
from honglam.kernel.text import fold
from honglam.kernel.values import Actor


def agency_to_change(*, actor: Actor, agency_id: int) -> AgencyData:
    """What an agency says itself, without what it inherits. Raises UnknownAgency."""
    rows = access.administered_agencies(actor).filter(pk=agency_id)
    row = rows.select_related("parent", "one_stop", "administrative_unit").first()
    if row is None:
        raise UnknownAgency
    return agency_data(row)


def agency_data(row: Agency) -> AgencyData:
    """The row as the services would take it; needs its relations at hand."""
    return AgencyData(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        short_name=row.short_name,
        kind=AgencyKind(row.kind),
        level=Level(row.level),
        parent=row.parent.code if row.parent else "",
        administrative_unit=row.administrative_unit.code,
        identifier_code=row.identifier_code,
        identifier_provisional=row.identifier_provisional,
        one_stop=row.one_stop.code if row.one_stop else "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        address=row.address,
        phone=row.phone,
        email=row.email,
        source=row.source,
        provisional=row.provisional,
    )


def post_to_change(*, actor: Actor, post_id: int) -> PostView:
    """A post of an agency the actor administers. Raises UnknownPost."""
    row = Post.objects.filter(pk=post_id, agency__in=access.administered_agencies(actor), retired_at=None).first()
    if row is None:
        raise UnknownPost
    return post_view(row)


def find_post(*, actor: Actor, key: str) -> PostView:
    """The post that `AGENCY/POST` names, if the actor administers it. Raises UnknownPost."""
    agency, _, code = key.strip().upper().partition("/")
    posts = Post.objects.filter(agency__in=access.administered_agencies(actor), retired_at=None)
    row = posts.filter(agency__code=agency, code=code).first()
    if row is None:
        raise UnknownPost(field="post")
    return post_view(row)


def search_posts(*, actor: Actor, query: str, on: date) -> list[tuple[PostView, str]]:
    """Posts the actor may fill from a day on whose title or agency contains the words, each with `AGENCY/POST`;
    at most ten.
    """
    there = access.administered_agencies(actor).filter(Q(valid_to=None) | Q(valid_to__gte=on), retired_at=None)
    rows = Post.objects.filter(agency__in=there, retired_at=None)
    title = Func(F("title"), function="honglam_fold", output_field=TextField())
    rows = rows.annotate(words=Concat(title, Value(" "), F("agency__search"), output_field=TextField()))
    for word in fold(query).split():
        rows = rows.filter(words__contains=word)
    found = rows.select_related("agency").order_by("agency__sort_key", "id")[:10]
    return [(post_view(row), f"{row.agency.code}/{row.code}") for row in found]
