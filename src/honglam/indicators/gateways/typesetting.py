"""The report as an official paper in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I, set by typst in Tinos."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from honglam import ui
from honglam.indicators.contracts import Laid

ASSETS = Path(__file__).resolve().parents[1] / "assets"
FONTS = Path(ui.__file__).parent / "fonts" / "tinos"


def set_report(content: dict[str, Any]) -> bytes:
    """One PDF; `content` holds every word as it stands on the paper."""
    return _set("report.typ", content)


def set_written(laid: Laid) -> bytes:
    """A written report; every figure of it is a link."""
    return _set("written.typ", asdict(laid))


def _set(template: str, content: dict[str, Any]) -> bytes:
    pdf = _compiler(template).compile(format="pdf", sys_inputs={"report": json.dumps(content, ensure_ascii=False)})
    assert isinstance(pdf, bytes)  # noqa: S101 - one document in, one out
    return pdf


def date_line(day: datetime) -> str:
    """`ngày 05 tháng 01 năm 2026`: days under ten and the months 1 and 2 with a zero before."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


@lru_cache(maxsize=2)
def _compiler(template: str) -> typst.Compiler:
    path = ASSETS / template
    return typst.Compiler(str(path), root=str(ASSETS), font_paths=[str(FONTS)], ignore_system_fonts=True)
