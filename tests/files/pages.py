"""Pages as people bring them to the counter: Vietnamese papers, set here, a little askew and not very clean."""

import io
import random
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from honglam.files.gateways import recognition

FONTS = Path(__file__).parents[2] / "src/honglam/ui/fonts/tinos"
DPI = 200
A4 = (1654, 2339)
DECLARATION = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
TỜ KHAI ĐĂNG KÝ KHAI SINH
Kính gửi: Ủy ban nhân dân phường Thạch Hạ
Họ, chữ đệm, tên người yêu cầu: NGUYỄN THỊ HỒNG NHUNG
Ngày, tháng, năm sinh: 05/09/1992
Số định danh cá nhân: 042192001234
Nơi cư trú: Số 12, đường Phan Đình Phùng, phường Thạch Hạ
Điện thoại: 0912 345 678
Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:
Họ, chữ đệm, tên: TRẦN GIA BẢO
Quan hệ với người được khai sinh: mẹ
Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật,
được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật.
Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình."""
DECISION = """ỦY BAN NHÂN DÂN PHƯỜNG THẠCH HẠ
Số: 45/2026/TLKS
GIẤY KHAI SINH
Họ, chữ đệm, tên: LÊ QUỲNH ANH
Ngày, tháng, năm sinh: 21/11/2026
Nơi sinh: Bệnh viện đa khoa, đường Hải Thượng Lãn Ông
Số định danh cá nhân: 042326004567
Thạch Hạ, ngày 25 tháng 11 năm 2026"""

needs_tesseract = pytest.mark.skipif(
    not recognition.is_there(),
    reason="no tesseract with Vietnamese on this machine: apt-get install tesseract-ocr tesseract-ocr-vie",
)


def page(
    text: str = DECLARATION, *, askew: float = 0.0, noise: int = 0, turns: int = 0, seed: int = 1845
) -> Image.Image:
    """One A4 page at 200 dpi; `askew` in degrees, `noise` from 0 to 255, `turns` in quarter turns to the right."""
    picture = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONTS / "Tinos-Regular.ttf"), round(13 * DPI / 72))
    for number, line in enumerate(text.splitlines()):
        pen.text((180, 200 + number * 70), line, font=font, fill=20)
    if askew:
        picture = picture.rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if noise:
        grains = Image.frombytes("L", A4, random.Random(1845).randbytes(A4[0] * A4[1]))
        picture = Image.blend(picture, grains, noise / 255).filter(ImageFilter.GaussianBlur(0.7))
    return picture.rotate(-90 * turns, expand=True)


def jpeg(picture: Image.Image) -> bytes:
    """As a telephone would send it."""
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def errors(expected: str, found: str) -> float:
    """Share of characters that are wrong: edit distance over length, line breaks and runs of spaces set aside."""
    a, b = " ".join(expected.split()), " ".join(found.split())
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1] / len(a)
