"""What a browser would send for a sheet as it is shown, and the people at it."""

from typing import Any
from uuid import UUID

from django.test import Client

from honglam.identity.models import Account
from honglam.kernel.clock import now
from honglam.kernel.values import Actor
from honglam.procedures.rules.keeping.outline import Input
from honglam.procedures.rules.keeping.showing import ShownBox, ShownPart, ShownRows
from tests.directory.people import api, holding, person

CONTROLLER = "UBND-MAU/KS"


def account(name: str, key: str) -> UUID:
    """The account of who holds a post; appointed when first asked for."""
    known = person(name)
    if not api.list_posts_held(account_id=known.id, at=now()):
        holding(name, key)
    return known.id


def controller(name: str = "Trần Kiểm Soát") -> Actor:
    """Who keeps the catalogue of the sample province."""
    return api.actor_of_account(account_id=account(name, CONTROLLER))


def browser(name: str = "Trần Kiểm Soát", key: str = CONTROLLER) -> Client:
    """Somebody's browser, acting in a post."""
    client = Client()
    client.force_login(Account.objects.get(pk=account(name, key)))
    return client


def sent_by(parts: tuple[ShownPart, ...]) -> dict[str, list[str]]:
    """Every control of these parts with what stands in it."""
    sent: dict[str, list[str]] = {}
    for part in parts:
        if isinstance(part, ShownRows):
            sent[f"_count.{part.name}"] = [str(len(part.items))]
            for row in part.items:
                sent |= sent_by((*row.parts, *row.more))
        else:
            sent |= _box(part)
    return sent


def _box(part: ShownBox) -> dict[str, Any]:
    match part.box.input:
        case Input.YES:
            return {f"_has.{part.name}": ["1"], **({part.name: ["1"]} if part.value else {})}
        case Input.CHOICES:
            return {f"_has.{part.name}": ["1"], part.name: list(part.values)}
        case Input.DURATION:
            return {part.name: [part.value], f"{part.name}_unit": [part.unit]}
        case Input.PLACE:
            return {part.name: [part.value], f"{part.name}_agency": [part.agency]}
        case _:
            return {part.name: [part.value.replace("\n", "\r\n")]}
