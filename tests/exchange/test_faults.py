"""What a failed attempt is called on the pages, for everything that the gateways can say."""

import pytest

from honglam.exchange.views.words import tell_fault


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no answer within 10 seconds", "Không có trả lời trong 10 giây."),
        ("ReadTimeout: ", "Không có trả lời kịp thời."),
        ("the receiver answered 302: redirects are not followed", "Nơi nhận trả lời 302 và chỉ sang địa chỉ khác"),
        ("the receiver answered 410", "Nơi nhận trả lời 410."),
        ("a paper: the portal answered 404", "Cổng Dịch vụ công quốc gia trả lời 404."),
        ("the portal refused our sign-in", "Cổng Dịch vụ công quốc gia không chấp nhận đăng nhập"),
        ("the host cannot be found", "Không tìm thấy máy chủ này"),
        ("ConnectError: [Errno 111] Connection refused", "Nơi nhận từ chối kết nối"),
        ("ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "Chứng thư của nơi nhận"),
        ("RemoteProtocolError: Server disconnected without sending a response.", "Không kết nối được"),
        ("JSONDecodeError: Expecting value: line 1 column 1 (char 0)", "Không đọc được trả lời"),
        ("DongBoHoSoMC: -3 procedure refused", "Cổng Dịch vụ công quốc gia không nhận (DongBoHoSoMC): -3 procedure"),
        ("100%", "Không gửi được: 100%"),
        ("", ""),
    ],
)
def test_a_fault_is_told_in_words(said: str, told: str) -> None:
    assert tell_fault(said).startswith(told)
    assert not told or "receiver" not in tell_fault(said)
