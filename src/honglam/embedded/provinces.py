"""Which province runs where nobody says otherwise: the name in packs/DEFAULT, which is data too."""

from pathlib import Path

PACKS = Path(__file__).resolve().parents[3] / "packs"


def default_pack() -> Path:
    """The folder of that province."""
    return PACKS / (PACKS / "DEFAULT").read_text(encoding="utf-8").strip()
