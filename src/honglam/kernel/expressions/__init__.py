"""One small, safe language for conditions and formulas in packs. Pure; nothing is ever handed to Python's `eval`.

    con.gioi_tinh == "nam" and age(con.ngay_sinh, today) < 6
    so_ban * 8000
    channel in ["in_person", "postal"] or len(giay_to) == 0
    sum(thanh_vien.thu_nhap) / len(thanh_vien)

Words: `and or not`, `== != < <= > >=`, `in`, `not in`, `+ - * /`, parentheses, lists, text in either quote, numbers,
`true false null`, names with dots, and the functions len, sum, min, max, round, age(born, on), days_between(from, to).
A dotted name that passes through a list gives the list of the values behind it. What is absent reads as null: null
equals only null, is neither less nor greater than anything, and arithmetic with it gives null.
"""

from honglam.kernel.expressions.checking import Kind, ValueType, check
from honglam.kernel.expressions.evaluation import evaluate, holds
from honglam.kernel.expressions.syntax import Expression, ExpressionError, parse, to_json

__all__ = [
    "Expression",
    "ExpressionError",
    "Kind",
    "ValueType",
    "check",
    "evaluate",
    "holds",
    "parse",
    "to_json",
]
