"""Names as people in Vietnam have them: few family names, many given ones, so that searches meet common and rare."""

import random
import re
from dataclasses import dataclass
from functools import lru_cache

from honglam.kernel.text import fold, sort_key

_WORD = re.compile(r"\w+")
_FAMILY = {
    "Nguyễn": 315,
    "Trần": 110,
    "Lê": 95,
    "Phạm": 70,
    "Hoàng": 50,
    "Phan": 45,
    "Võ": 40,
    "Đặng": 30,
    "Bùi": 25,
    "Hồ": 24,
    "Dương": 20,
    "Ngô": 18,
    "Đinh": 15,
    "Trương": 14,
    "Thái": 12,
    "Nguyễn Huy": 9,
    "Cao": 8,
    "Lương": 7,
    "Kiều": 3,
    "Uông": 2,
    "Nghiêm": 2,
    "Bạch": 1,
    "Khổng": 1,
    "Âu Dương": 1,
}
_MEN = [
    "Văn",
    "Đức",
    "Minh",
    "Quốc",
    "Hữu",
    "Xuân",
    "Đình",
    "Công",
    "Anh",
    "Quang",
    "Trọng",
    "Thanh",
    "Viết",
    "Sỹ",
    "Bá",
    "Hồng",
]
_MEN_GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hải",
    "Hiếu",
    "Hoàng",
    "Hùng",
    "Huy",
    "Khánh",
    "Khôi",
    "Kiên",
    "Lâm",
    "Long",
    "Lộc",
    "Mạnh",
    "Nam",
    "Nghĩa",
    "Phong",
    "Phúc",
    "Quân",
    "Quang",
    "Quyết",
    "Sơn",
    "Tài",
    "Tâm",
    "Thành",
    "Thắng",
    "Thịnh",
    "Tiến",
    "Toàn",
    "Trung",
    "Tuấn",
    "Tùng",
    "Việt",
    "Vinh",
    "Vũ",
]
_WOMEN = [
    "Thị",
    "Thị",
    "Thị",
    "Thu",
    "Ngọc",
    "Thanh",
    "Minh",
    "Kim",
    "Hồng",
    "Khánh",
    "Mai",
    "Phương",
    "Bích",
    "Diệu",
    "Quỳnh",
    "Thùy",
]
_WOMEN_GIVEN = [
    "An",
    "Anh",
    "Ánh",
    "Bình",
    "Chi",
    "Cúc",
    "Dung",
    "Duyên",
    "Giang",
    "Hà",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hoa",
    "Hòa",
    "Hồng",
    "Huệ",
    "Hương",
    "Lan",
    "Lâm",
    "Liên",
    "Linh",
    "Loan",
    "Ly",
    "Mai",
    "My",
    "Nga",
    "Ngân",
    "Ngọc",
    "Nguyệt",
    "Nhung",
    "Oanh",
    "Phương",
    "Quyên",
    "Quỳnh",
    "Tâm",
    "Thảo",
    "Thu",
    "Thủy",
    "Trang",
    "Uyên",
    "Vân",
    "Xuân",
    "Yến",
]
_NAMES = 20_000
_PLACES = ("Thôn 1", "Thôn 3", "Thôn Đông Hà", "Thôn Tân Phú", "Tổ dân phố 4", "Xóm Bắc", "Xóm Mới", "Thôn Bình Minh")


@dataclass(frozen=True, slots=True)
class Name:
    """A full name with what lists and searches keep of it."""

    text: str
    key: str
    words: tuple[str, ...]
    female: bool


@dataclass(frozen=True, slots=True)
class Somebody:
    """An applicant: a name, and numbers that belong to nobody."""

    name: Name
    number: str
    phone: str
    address: str


@lru_cache(maxsize=1)
def all_names() -> tuple[Name, ...]:
    """Enough names to draw from, common family names as often as in life; the same ones every time."""
    dice = random.Random("honglam")  # noqa: S311 - nothing secret is drawn
    families, weights = list(_FAMILY), list(_FAMILY.values())
    made = []
    for family in dice.choices(families, weights, k=_NAMES):
        female = dice.random() < 0.5
        middle, given = (
            (dice.choice(_WOMEN), dice.choice(_WOMEN_GIVEN))
            if female
            else (
                dice.choice(_MEN),
                dice.choice(_MEN_GIVEN),
            )
        )
        text = f"{family} {middle} {given}"
        made.append(Name(text=text, key=sort_key(text), words=tuple(_WORD.findall(fold(text))), female=female))
    return tuple(made)


def somebody(dice: random.Random, *, province: str) -> Somebody:
    """A person with a citizen number of the form in use, born 1950 to 2006, and a phone of a range never dialled."""
    name = dice.choice(all_names())
    year = dice.randint(1950, 2006)
    digit = (0 if year < 2000 else 2) + (1 if name.female else 0)
    return Somebody(
        name=name,
        number=f"0{province}{digit}{year % 100:02d}{dice.randrange(1_000_000):06d}",
        phone=f"09000{dice.randrange(100_000):05d}",
        address=dice.choice(_PLACES),
    )
