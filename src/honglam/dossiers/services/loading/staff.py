"""Somebody for every post that loaded dossiers pass through, and citizens who filed them. None of them can sign in."""

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from honglam.directory import api as directory
from honglam.dossiers.services.loading.people import all_names
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM, Actor, ActorKind

_DOMAIN = "honglam.example"
_LOCK = 0x486C_0000_0000


class Staff:
    """Finds who does a role's work at a unit, and appoints somebody where a post stands empty."""

    def __init__(self, *, at: datetime, dice: random.Random) -> None:
        """Nobody is known yet."""
        self.at, self.dice = at, dice
        self.known: dict[tuple[int, str], Actor | None] = {}
        self.standing: dict[tuple[int, str], list[tuple[int, Actor]]] = defaultdict(list)
        for place, actor in enumerate(directory.list_actors_in_post(at=at)):
            self._note(actor, place)

    def hand(self, unit_id: int, role: str) -> Actor | None:
        """The officer; None where no post of the unit (or of a unit inside its agency) has the role."""
        key = (unit_id, role)
        if key not in self.known:
            self.known[key] = self._held(unit_id, role) or self._appointed(unit_id, role)
        return self.known[key]

    def _note(self, actor: Actor, place: int) -> None:
        """Somebody who does the work of a post; `place`: where the name stands among all."""
        for role in actor.roles:
            self.standing[actor.unit_id or 0, role].append((place, actor))

    def _held(self, unit_id: int, role: str) -> Actor | None:
        """Whoever holds such a post here, else inside the same agency below; the first by name."""
        if here := self.standing.get((unit_id, role)):
            return here[0][1]
        agency = directory.get_agency(agency_id=unit_id).agency_id
        below = [
            found
            for place in directory.descendant_ids(agency_id=unit_id)
            if directory.get_agency(agency_id=place).agency_id == agency
            for found in self.standing.get((place, role), ())
        ]
        return min(below, key=lambda found: found[0])[1] if below else None

    def _appointed(self, unit_id: int, role: str) -> Actor | None:
        agency = directory.get_agency(agency_id=unit_id).agency_id
        for place in directory.descendant_ids(agency_id=unit_id):
            if directory.get_agency(agency_id=place).agency_id != agency:
                continue
            for post in directory.list_posts(agency_id=place):
                if role in {one.value for one in post.roles}:
                    made = self._appoint(post.id)
                    self._note(made, len(self.standing))
                    return made
        return None

    def _appoint(self, post_id: int) -> Actor:
        """Whoever loads at the same time takes the same officer."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK + post_id])
            standing = identity.find_by_contact(contact=f"cb{post_id}@{_DOMAIN}")
            if standing is not None and directory.list_posts_held(account_id=standing.id, at=self.at):
                return directory.actor_of_account(account_id=standing.id, post_id=post_id)
            return self._new_officer(post_id)

    def _new_officer(self, post_id: int) -> Actor:
        email = f"cb{post_id}@{_DOMAIN}"
        account = identity.find_by_contact(contact=email) or identity.create_account(
            actor=SYSTEM,
            full_name=self.dice.choice(all_names()).text,
            at=self.at,
            kind=AccountKind.STAFF,
            email=email,
        )
        directory.appoint(
            actor=SYSTEM, post_id=post_id, account_id=account.id, valid_from=local(self.at).date(), at=self.at
        )
        return directory.actor_of_account(account_id=account.id, post_id=post_id)


def citizens(*, how_many: int, at: datetime) -> list[Actor]:
    """So many citizens with accounts; those of an earlier load are taken again."""
    dice = random.Random("citizens")  # noqa: S311 - nothing secret is drawn
    return list(_citizens(range(how_many), dice, at))


def _citizens(numbers: Iterable[int], dice: random.Random, at: datetime) -> Iterable[Actor]:
    for number in numbers:
        name, email = dice.choice(all_names()).text, f"dan{number}@{_DOMAIN}"
        account = identity.find_by_contact(contact=email) or identity.create_account(
            actor=SYSTEM, full_name=name, at=at, email=email
        )
        yield Actor(kind=ActorKind.PERSON, id=account.id, name=account.full_name)
