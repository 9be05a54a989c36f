"""The small province of the dossiers' tests, with what happened there read by indicators."""

from tests.dossiers.conftest import open_scene, province, scene

__all__ = ["open_scene", "province", "scene"]
