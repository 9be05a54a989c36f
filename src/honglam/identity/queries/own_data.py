"""A person's copy of their data: everything that the blocks tell of them, each in a file of its own."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from honglam.identity.contracts import AskView, ConsentView, SignInView
from honglam.identity.models import Account, Mandate
from honglam.identity.queries import iterate_history, list_consents, list_memberships
from honglam.identity.queries.keeping import iterate_requests
from honglam.kernel.clock import local
from honglam.kernel.personal import data_kinds, own_data
from honglam.kernel.values import text_noop
from honglam.notices import api as notices

_MOST_LETTERS = 5000
_ABOUT = text_noop(
    "A copy of the data that %(name)s's account holds, made on %(at)s. Each file is text (JSON, UTF-8) that people and "
    "programs can read. Files you uploaded can be downloaded from the page of each dossier and paper."
)


def copy_of_data(*, account_id: UUID, at: datetime) -> bytes:
    """The ZIP: one JSON file for every block that keeps something about the person, and a text that explains it."""
    packed, name = io.BytesIO(), Account.objects.values_list("full_name", flat=True).get(pk=account_id)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        told = gettext(_ABOUT) % {"name": name, "at": local(at).strftime("%d/%m/%Y %H:%M")}
        archive.writestr("README.txt", "\n".join([told, "", *_left_out()]) + "\n")
        for file, collect in own_data.items():
            facts = list(collect(account_id=account_id))
            archive.writestr(f"{file}.json", json.dumps(facts, ensure_ascii=False, indent=2))
    return packed.getvalue()


def _left_out() -> Iterator[str]:
    """What is kept and not in the copy, each with its reason."""
    kinds = [kind for _, kind in data_kinds.items() if not kind.told_in]
    if kinds:
        yield gettext("Kept as well, and not in this copy:")
    yield from (f"- {gettext(kind.label)}: {gettext(kind.untold)}" for kind in kinds)


def list_own_account(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """Everything identity holds about a person, for the person."""
    account = Account.objects.get(pk=account_id)
    yield {
        "account": {
            "full_name": account.full_name,
            "email": account.email,
            "phone": account.phone,
            "citizen_id": account.citizen_id,
            "citizen_id_proof": account.citizen_id_proof,
            "birth": account.birth,
            "gender": account.gender,
            "address": account.address,
            "unit_code": account.unit_code,
            "created_at": account.created_at.isoformat(),
        },
        "external_identities": list(account.external_identities.values("issuer", "subject", "assurance")),
        "enterprises": [
            {"tax_code": view.enterprise.tax_code, "name": view.enterprise.name, "role": view.role.value}
            for view in list_memberships(account_id=account_id)
        ],
        "mandates_given": [_mandate_copy(row) for row in _mandates().filter(principal=account)],
        "mandates_held": [_mandate_copy(row) for row in _mandates().filter(proxy=account)],
        "consents": [_consent_copy(view) for view in list_consents(account_id=account_id)],
        "sign_ins": [_sign_in_copy(view) for view in iterate_history(account_id=account_id)],
        "tokens": list(account.api_tokens.order_by("-id").values("label", "prefix", "scopes")),
        "requests": [_request_copy(view) for view in iterate_requests(account_id=account_id)],
    }


def _mandates() -> QuerySet[Mandate]:
    return Mandate.objects.select_related("principal", "proxy").order_by("-offered_at", "-id")


def _mandate_copy(row: Mandate) -> dict[str, Any]:
    """What both sides agreed on; each knows the other's name already."""
    return {
        "principal": row.principal.full_name,
        "proxy": row.proxy.full_name if row.proxy else None,
        "offered_to": row.contact,
        "powers": row.powers,
        "topics": row.topics,
        "only_for": row.subject_code,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "offered_at": row.offered_at.isoformat(),
        "accepted_at": row.accepted_at.isoformat() if row.accepted_at else None,
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
    }


def _sign_in_copy(view: SignInView) -> dict[str, Any]:
    return {
        "began_at": view.began_at.isoformat(),
        "ended_at": view.ended_at.isoformat() if view.ended_at else None,
        "succeeded": view.succeeded,
        "browser": view.browser,
        "system": view.system,
        "address": view.address,
    }


def _request_copy(view: AskView) -> dict[str, Any]:
    """A request with what was asked and answered; an act by its day, not by the officer's name."""
    return {
        "kind": view.kind.value,
        "state": view.state.value,
        "wish": view.wish,
        "items": view.items,
        "done": list(view.done),
        "kept": view.kept,
        "answer": view.answer,
        "grounds": view.grounds,
        "asked_at": view.asked_at.isoformat(),
        "settled_at": view.settled_at.isoformat() if view.settled_at else None,
        "course": [{"at": line.at.isoformat(), "act": line.act.value, "note": line.note} for line in view.lines],
    }


def _consent_copy(view: ConsentView) -> dict[str, Any]:
    return {
        "purpose": view.purpose,
        "text_version": view.text_version,
        "given_at": view.given_at.isoformat(),
        "withdrawn_at": view.withdrawn_at.isoformat() if view.withdrawn_at else None,
    }


def list_own_letters(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """The letters in the person's inbox."""
    return notices.list_letters_of(recipient_key=f"account:{account_id}", limit=_MOST_LETTERS)
