"""The small province of the dossiers' tests, with what happened there read by indicators."""

from tests.dossiers.conftest import province, scene

__all__ = ["province", "scene"]
