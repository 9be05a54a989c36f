"""Logs to a collector: what arrives at a real socket, and that a dead collector holds nobody up."""

import json
import logging
import re
import socket
import threading
from collections.abc import Iterator

import pytest

from honglam.cli import syslog
from honglam.cli.journal import JsonFormatter
from honglam.embedded.errors import MachineError

HEAD = re.compile(
    rb"<(\d+)>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 \S+ (\S+) \d+ - - \xef\xbb\xbf(.*)", re.DOTALL
)


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """A logger under the root, which is left as it was."""
    root = logging.getLogger()
    before = list(root.handlers)
    yield logging.getLogger("honglam.test")
    root.handlers[:] = before


def read(frame: bytes) -> tuple[int, str, dict[str, object]]:
    """Priority, program and fields of a message."""
    found = HEAD.fullmatch(frame)
    assert found is not None, frame
    return int(found[1]), found[2].decode(), json.loads(found[3])


def test_a_line_arrives_by_udp_as_it_was_written(logger: logging.Logger) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector:
        collector.bind(("127.0.0.1", 0))
        collector.settimeout(10)
        address = f"udp://127.0.0.1:{collector.getsockname()[1]}"
        listener = syslog.start(address, program="honglam-web", formatter=JsonFormatter())
        logger.warning("Hồ sơ %s đã trễ\nhai ngày", "H27-1", extra={"dossier": "H27-1"})
        listener.stop()
        priority, program, fields = read(collector.recv(65535))
    assert (priority, program) == (16 * 8 + 4, "honglam-web")
    assert fields["message"] == "Hồ sơ H27-1 đã trễ\nhai ngày"
    assert (fields["level"], fields["logger"], fields["dossier"]) == ("warning", "honglam.test", "H27-1")


def test_lines_arrive_by_tcp_in_counted_frames(logger: logging.Logger) -> None:
    with socket.create_server(("127.0.0.1", 0)) as collector:
        collector.settimeout(10)
        address = f"tcp://127.0.0.1:{collector.getsockname()[1]}"
        listener = syslog.start(address, program="honglam worker", formatter=JsonFormatter())
        logger.error("một")
        try:
            int("hai")
        except ValueError:
            logger.exception("hai")
        listener.stop()
        arrived, _ = collector.accept()
        with arrived, arrived.makefile("rb") as stream:
            for expected in ("một", "hai"):
                size = b""
                while (byte := stream.read(1)) != b" ":
                    size += byte
                priority, program, fields = read(stream.read(int(size)))
                assert (priority, program, fields["message"]) == (16 * 8 + 3, "honglam-worker", expected)
            assert "ValueError" in str(fields["exception"])


def test_nobody_listening_loses_lines_and_nothing_else(logger: logging.Logger) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    listener = syslog.start(f"tcp://127.0.0.1:{port}", program="honglam-web", formatter=JsonFormatter())
    logger.warning("nobody hears this")
    listener.stop()
    with socket.create_server(("127.0.0.1", port)) as back:
        back.settimeout(10)
        listener.start()
        logger.warning("this one arrives")
        listener.stop()
        arrived, _ = back.accept()
        with arrived:
            assert b"this one arrives" in arrived.recv(4096)


def test_a_full_queue_drops_and_does_not_wait(monkeypatch: pytest.MonkeyPatch, logger: logging.Logger) -> None:
    monkeypatch.setattr(syslog, "WAITING", 2)
    listener = syslog.start("udp://127.0.0.1:9", program="honglam-web", formatter=JsonFormatter())
    listener.stop()
    for _ in range(5):
        logger.warning("waits for ever")
    assert listener.queue.qsize() == 2


def test_a_malformed_log_call_does_not_silence_the_others(logger: logging.Logger) -> None:
    logging.getLogger().handlers[:] = []  # the others complain of it themselves
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector:
        collector.bind(("127.0.0.1", 0))
        collector.settimeout(10)
        address = f"udp://127.0.0.1:{collector.getsockname()[1]}"
        listener = syslog.start(address, program="honglam-web", formatter=JsonFormatter())
        logger.warning("%d", "không phải số")
        logger.warning("vẫn đến")
        listener.stop()
        assert read(collector.recv(65535))[2]["message"] == "vẫn đến"


def test_a_collector_that_does_not_answer_is_given_a_rest(
    monkeypatch: pytest.MonkeyPatch, logger: logging.Logger
) -> None:
    clock, asked = [100.0], []

    def refuse(where: object, timeout: float) -> socket.socket:
        asked.append(where)
        raise TimeoutError

    monkeypatch.setattr(syslog, "monotonic", lambda: clock[0])
    monkeypatch.setattr(socket, "create_connection", refuse)
    handler = syslog.SyslogHandler(syslog.Collector("tcp", "127.0.0.1", 601), "honglam-web")
    record = logger.makeRecord("x", logging.WARNING, "", 0, "một", (), None)
    for _ in range(3):
        handler.emit(record)
    assert len(asked) == 1
    clock[0] += syslog.RESTING
    handler.emit(record)
    assert len(asked) == 2


def test_the_end_waits_for_nobody_and_finds_room_in_a_full_queue(
    monkeypatch: pytest.MonkeyPatch, logger: logging.Logger
) -> None:
    reached, hold = threading.Event(), threading.Event()

    def hang(where: object, timeout: float) -> socket.socket:
        reached.set()
        hold.wait(30)
        raise TimeoutError

    monkeypatch.setattr(syslog, "WAITING", 2)
    monkeypatch.setattr(syslog, "LEAVING", 0.01)
    monkeypatch.setattr(socket, "create_connection", hang)
    listener = syslog.start("tcp://127.0.0.1:601", program="honglam-web", formatter=JsonFormatter())
    thread = listener._thread
    logger.warning("hangs")
    assert reached.wait(10)
    for _ in range(5):
        logger.warning("fills the queue")
    listener.stop()
    assert thread is not None and thread.is_alive(), "stopped while the collector still holds the thread"
    hold.set()
    thread.join(10)
    assert not thread.is_alive(), "the word to end was in the queue"


@pytest.mark.parametrize(
    "address", ["collector", "http://collector:514", "udp://", "udp://host:x", "udp://host:99999", "tcp://host:1/path"]
)
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(MachineError, match="LOG_SYSLOG"):
        syslog.parse_collector(address)


def test_an_address_without_port_means_514() -> None:
    assert syslog.parse_collector("udp://thu-log.example.vn") == syslog.Collector("udp", "thu-log.example.vn", 514)
