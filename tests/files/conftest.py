"""A store of its own for every test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """An empty folder as the store; no scanner, no bucket."""
    settings.FILES = tmp_path / "files"
    settings.CLAMD_ADDRESS = ""
    settings.S3 = dict.fromkeys(("bucket", "endpoint", "region", "access_key", "secret_key"), "")
    return tmp_path / "files"
