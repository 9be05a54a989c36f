"""The hamlet of an address, written one way."""

import pytest

from honglam.directory.rules.hamlets import hamlet_of


@pytest.mark.parametrize(
    ("address", "hamlet", "rest"),
    [
        ("Thôn 3, xã Cũ", "thôn 3", "xã cũ"),
        ("thôn số 03 - xã Cũ", "thôn 3", "xã cũ"),
        ("Số 12, ngõ 5, TDP. 7, phường Bình, tỉnh Mẫu", "tổ dân phố 7", "phường bình, tỉnh mẫu"),
        ("Thôn Đông, xã Cũ", "thôn đông", "xã cũ"),
        ("Thôn Đồng, xã Cũ", "thôn đồng", "xã cũ"),
        ("Bản 10", "bản 10", ""),
        ("Bản Tin, Thôn", "bản tin", "thôn"),
        ("12 Trần Phú, phường Bình", "", ""),
        ("Khuê Mỹ, phường Bình", "", ""),
        ("=Thôn 3, xã Cũ", "", ""),
        ("Thôn", "", ""),
        ("", "", ""),
    ],
)
def test_hamlets(address: str, hamlet: str, rest: str) -> None:
    assert hamlet_of(address) == (hamlet, rest)
