"""How figures stand on an official paper: Vietnamese, whatever language the reader's pages are in."""

from collections.abc import Mapping
from decimal import Decimal

from honglam.indicators.contracts import Bound, Figure, Unit
from honglam.ui.formats import format_number

NOTHING = "chưa có số liệu"
"""What stands in the place of a number that nobody knows. Never zero."""
_THOUSAND = 1000
_BEHIND: Mapping[Unit, str] = {
    Unit.PERCENT: "%",
    Unit.TIMES: " lần",
    Unit.DONG: " đồng",
    Unit.MILLION_DONG: " triệu đồng",
    Unit.POINT: " điểm",
    Unit.HOUR: " giờ",
    Unit.DAY: " ngày",
}
_BEFORE: Mapping[Bound, str] = {Bound.ABOUT: "khoảng ", Bound.ABOVE: "hơn ", Bound.BELOW: "dưới "}
_ORDERS = ((10**6, "hàng triệu"), (10**5, "hàng trăm nghìn"), (10**4, "hàng chục nghìn"), (1000, "hàng nghìn"))


def said(figure: Figure, unit: Unit) -> str:
    """`hơn 150`, `42,9%`, `hơn 11 tỷ đồng`, `hàng trăm nghìn`."""
    spoken = figure.unit or unit
    if figure.bound is Bound.ORDER:
        return next((words for least, words in _ORDERS if figure.value >= least), "hàng trăm")
    if figure.bound is Bound.RANGE and figure.upper is not None:
        return f"từ {format_number(figure.value)} đến {number(figure.upper, spoken)}"
    return _BEFORE.get(figure.bound, "") + number(figure.value, spoken)


def number(value: Decimal, unit: Unit | None) -> str:
    """A plain number with its sign; thousands of millions of đồng as tỷ."""
    if unit is Unit.MILLION_DONG and value >= _THOUSAND and value % _THOUSAND == 0:
        return f"{format_number(value / _THOUSAND)} tỷ đồng"
    return format_number(value) + (_BEHIND.get(unit, "") if unit else "")


def cell(figure: Figure, unit: Unit) -> str:
    """The same in a table, whose heads say what is counted."""
    return said(figure, unit)
