"""A person's copy of their data: everything that the blocks tell of them, each in a file of its own."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from honglam.identity.contracts import ConsentView
from honglam.identity.models import Account
from honglam.identity.queries import list_consents, list_history, list_memberships
from honglam.identity.queries.keeping import list_own_requests
from honglam.kernel.clock import local
from honglam.kernel.personal import own_data
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
        archive.writestr("README.txt", told + "\n")
        for file, collect in own_data.items():
            facts = list(collect(account_id=account_id))
            archive.writestr(f"{file}.json", json.dumps(facts, ensure_ascii=False, indent=2))
    return packed.getvalue()


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
        "consents": [_consent_copy(view) for view in list_consents(account_id=account_id)],
        "sign_ins": [
            {
                "began_at": view.began_at.isoformat(),
                "browser": view.browser,
                "system": view.system,
                "address": view.address,
            }
            for view in list_history(account_id=account_id)
        ],
        "requests": [
            {"kind": view.kind.value, "state": view.state.value, "asked_at": view.asked_at.isoformat()}
            for view in list_own_requests(account_id=account_id)
        ],
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
