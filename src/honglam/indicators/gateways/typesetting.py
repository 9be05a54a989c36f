"""The report as an official paper in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I, set by typst in Tinos."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from honglam.indicators.contracts import Laid
from honglam.ui.typesetting import set_paper

ASSETS = Path(__file__).resolve().parents[1] / "assets"


def set_report(content: dict[str, Any]) -> bytes:
    """One PDF; `content` holds every word as it stands on the paper."""
    return set_paper(ASSETS / "report.typ", report=content)


def set_written(laid: Laid) -> bytes:
    """A written report; every figure of it is a link."""
    return set_paper(ASSETS / "written.typ", report=asdict(laid))
