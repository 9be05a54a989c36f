"""The smallest pack, applied once for each file of tests; every test begins where the file began."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def applied(folder: Path, blocker: Any) -> Iterator[None]:
    """The pack inside one transaction, which is given up at the end of the file."""
    with blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        pack.apply(path=folder, actor=SYSTEM, at=AT)
    yield
    with blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture(scope="module")
def catalogue_of_the_file(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The smallest pack for a whole file."""
    yield from applied(ROOT / "packs" / "trivial", django_db_blocker)


@pytest.fixture
def trivial(catalogue_of_the_file: None, db: None) -> None:
    """The catalogue of the smallest pack."""
