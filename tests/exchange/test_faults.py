"""What a failed attempt is called on the pages: every trouble has its sentence, and every gateway names its trouble."""

import ssl

import httpx
import pytest

from honglam.exchange.contracts import Fault, PortalFault, Trouble
from honglam.exchange.gateways.breaking import trouble_of
from honglam.exchange.rules.faults import of_row, to_row
from honglam.exchange.views.words import tell_fault

REFUSED = ConnectionRefusedError(111, "Connection refused")
UNTRUSTED = ssl.SSLCertVerificationError(1, "certificate verify failed")


@pytest.mark.parametrize(
    ("trouble", "values", "told"),
    [
        ("no_answer", {"seconds": "10"}, "Không có trả lời trong 10 giây."),
        ("timed_out", {}, "Không có trả lời kịp thời."),
        ("receiver_pointed_elsewhere", {"status": "302"}, "Nơi nhận trả lời 302 và chỉ sang địa chỉ khác"),
        ("receiver_answered", {"status": "410"}, "Nơi nhận trả lời 410."),
        ("portal_answered", {"status": "404"}, "Cổng Dịch vụ công quốc gia trả lời 404."),
        ("sign_in_refused", {}, "Cổng Dịch vụ công quốc gia không chấp nhận đăng nhập"),
        ("host_unknown", {}, "Không tìm thấy máy chủ này"),
        ("connection_refused", {}, "Nơi nhận từ chối kết nối"),
        ("certificate", {}, "Chứng thư của nơi nhận"),
        ("connection_broken", {}, "Không kết nối được"),
        ("not_understood", {}, "Không đọc được trả lời"),
        (
            "portal_refused",
            {"service": "DongBoHoSoMC", "answer": "-3 100% refused"},
            "Cổng Dịch vụ công quốc gia không nhận (DongBoHoSoMC): -3 100% refused",
        ),
    ],
)
def test_a_fault_is_told_in_words(trouble: str, values: dict[str, str], told: str) -> None:
    fault = Fault(trouble=Trouble(trouble), said="the machine's words", values=values)
    assert tell_fault(fault).startswith(told)
    assert of_row(fault.said, to_row(fault)) == fault, "the row gives back what was kept"


def test_every_trouble_has_a_sentence_in_vietnamese() -> None:
    values = dict.fromkeys(("seconds", "status", "service", "answer", "what"), "7")
    told = {one: tell_fault(Fault(trouble=one, said="x", values=values)) for one in Trouble}
    assert len(set(told.values())) == len(Trouble)
    assert not [one for one in told.values() if "receiver" in one or "portal" in one]


def test_what_was_kept_before_troubles_were_named_is_told_as_the_machine_said_it() -> None:
    assert tell_fault(of_row("100%", {})) == "Không gửi được: 100%"
    assert tell_fault(of_row("", {})) == ""


@pytest.mark.parametrize(
    ("error", "cause", "trouble"),
    [
        (httpx.ReadTimeout(""), None, Trouble.TIMED_OUT),
        (httpx.ConnectError("all connection attempts failed"), REFUSED, Trouble.CONNECTION_REFUSED),
        (httpx.ConnectError("TLS"), UNTRUSTED, Trouble.CERTIFICATE),
        (httpx.RemoteProtocolError("Server disconnected"), None, Trouble.CONNECTION_BROKEN),
        (ValueError("Expecting value"), None, Trouble.NOT_UNDERSTOOD),
    ],
)
def test_a_broken_connection_is_known_by_what_was_raised(
    error: Exception, cause: Exception | None, trouble: Trouble
) -> None:
    error.__cause__ = cause
    assert trouble_of(error) is trouble


def test_what_is_told_and_kept_of_a_long_answer_has_an_end() -> None:
    fault = PortalFault("x" * 5000, trouble=Trouble.PORTAL_REFUSED, service="S", answer="y" * 5000).fault
    assert (len(fault.said), len(fault.values["answer"])) == (300, 300)
