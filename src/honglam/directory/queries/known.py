"""What is known of the things that rows of a workbook name, in the form of such rows: few queries for thousands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from honglam.directory import access
from honglam.directory.contracts import AbsenceWish, HoldingKind, PostWish, StaffWish, Wish
from honglam.directory.models import Absence, Agency, Holding, Post
from honglam.directory.queries.editing import agency_data
from honglam.directory.queries.people import post_data, real
from honglam.directory.rules.wishes import Key, key_of
from honglam.kernel.values import Actor


def known_wishes(*, actor: Actor, wishes: Sequence[Wish]) -> dict[Key, Wish]:
    """By key what is known, as a row would say it. People only in agencies that the actor administers.

    What several rows speak of is left out: the later ones lean on what the earlier ones do.
    """
    asked = Counter(key_of(wish) for wish in wishes)
    codes = {str(key[1]) for key in asked if key[0] != "absence"} | {
        wish.agency for wish in wishes if isinstance(wish, AbsenceWish)
    }
    found = {key_of(one): one for one in _known(actor, codes)}
    return {key: one for key, one in found.items() if asked[key] == 1}


def _known(actor: Actor, codes: set[str]) -> Iterator[Wish]:
    agencies = Agency.objects.filter(code__in=codes).select_related("parent", "one_stop", "administrative_unit")
    yield from map(agency_data, agencies)
    posts = Post.objects.filter(agency__code__in=codes, retired_at=None).select_related("agency")
    yield from (PostWish(agency=row.agency.code, post=post_data(row)) for row in posts)
    own = access.administered_agencies(actor).filter(code__in=codes)
    yield from _staff(own.values("id"))
    yield from _absences(own.values("id"))


def _staff(agency_ids: Any) -> Iterator[StaffWish]:
    rows = Holding.objects.filter(real(), post__agency__in=agency_ids, post__retired_at=None)
    for row in rows.select_related("post__agency", "account"):
        for contact in filter(None, (row.account.email, row.account.phone)):
            yield StaffWish(
                contact=contact,
                full_name=row.account.full_name,
                agency=row.post.agency.code,
                post=row.post.code,
                kind=HoldingKind(row.kind),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                moved_from="",
            )


def _absences(agency_ids: Any) -> Iterator[AbsenceWish]:
    rows = Absence.objects.filter(holding__post__agency__in=agency_ids, cancelled_at=None)
    for row in rows.select_related("holding__post__agency", "holding__account", "deputy__account"):
        yield AbsenceWish(
            contact=row.holding.account.email or row.holding.account.phone or "",
            agency=row.holding.post.agency.code,
            post=row.holding.post.code,
            first_day=row.first_day,
            last_day=row.last_day,
            deputy=row.deputy.account.email or row.deputy.account.phone or "",
        )
