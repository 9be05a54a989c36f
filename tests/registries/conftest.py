"""The one-stop of the tests of dossiers: wallets fill from what happens there."""

from tests.dossiers.conftest import province, scene

__all__ = ["province", "scene"]
