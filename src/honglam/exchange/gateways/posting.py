"""Posting to another system, which may be slow, broken or hostile.

The host is resolved here, once, and the connection goes to the very address that was judged: a name that points
elsewhere a moment later gains nothing. No redirect is followed, no proxy of the environment is used, nothing of the
answer is read beyond its status, and everything together has ten seconds.
"""

import functools
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpcore
from django.conf import settings

from honglam.exchange.contracts import (
    DeliveryFault,
    Outgoing,
    TargetForbidden,
    TargetInsecure,
    TargetUnknown,
    Trouble,
)
from honglam.exchange.gateways.breaking import trouble_of
from honglam.exchange.rules.targets import check_target, is_allowed, is_named
from honglam.kernel.signatures import sign

TIMEOUT = 10.0
_OK = range(200, 300)
_REDIRECTS = range(300, 400)


def check_reachable(*, target: str) -> None:
    """Refuse a target at once, where its subscriber can mend it.

    Raises TargetMalformed, TargetUnknown, TargetForbidden, TargetInsecure.
    """
    host, port = check_target(target)
    addresses = _resolve(host, port)
    if not addresses:
        raise TargetUnknown(field="target", host=host)
    if not _all_allowed(addresses):
        raise TargetForbidden(field="target", host=host)
    if _is_plain(target) and not _all_named(addresses):
        raise TargetInsecure(field="target")


def post(*, outgoing: Outgoing, secret: str, timestamp: int) -> int:
    """Post one delivery, signed for this moment; returns the 2xx status. Raises `DeliveryFault`."""
    body = outgoing.body.encode()
    headers: dict[bytes | str, bytes | str] = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "HongLam-Webhooks/1",
        "Connection": "close",
        "X-HongLam-Event": outgoing.event.value,
        "X-HongLam-Delivery": str(outgoing.id),
        "X-HongLam-Timestamp": str(timestamp),
        "X-HongLam-Signature": sign(secret=secret, timestamp=timestamp, body=body),
    }
    try:
        status = _status_of(outgoing.target, headers, body)
    except httpcore.TimeoutException as error:
        seconds = f"{TIMEOUT:.0f}"
        said = f"no answer within {seconds} seconds"
        raise DeliveryFault(said, trouble=Trouble.NO_ANSWER, seconds=seconds) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise DeliveryFault(f"{type(error).__name__}: {error}", trouble=trouble_of(error)) from error
    if status in _OK:
        return status
    elsewhere = status in _REDIRECTS
    said = f"the receiver answered {status}" + (": redirects are not followed" if elsewhere else "")
    trouble = Trouble.RECEIVER_POINTED_ELSEWHERE if elsewhere else Trouble.RECEIVER_ANSWERED
    raise DeliveryFault(said, trouble=trouble, status=status)


def _status_of(target: str, headers: Mapping[bytes | str, bytes | str], body: bytes) -> int:
    door = _Door(time.monotonic() + TIMEOUT, plain=_is_plain(target))
    limits = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT)
    with (
        httpcore.ConnectionPool(ssl_context=_trust(), network_backend=door) as pool,
        pool.stream("POST", target, headers=headers, content=body, extensions={"timeout": limits}) as answer,
    ):
        return int(answer.status)


@functools.cache
def _trust() -> ssl.SSLContext:
    """The machine's own list of trusted authorities: a province may run one for its inner network."""
    return ssl.create_default_context()


def _resolve(host: str, port: int) -> list[str]:
    """Every address of a host; none when there is no such host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _all_allowed(addresses: Iterable[str]) -> bool:
    return all(is_allowed(address, private=settings.WEBHOOK_PRIVATE) for address in addresses)


def _all_named(addresses: Iterable[str]) -> bool:
    return all(is_named(address, settings.WEBHOOK_PRIVATE) for address in addresses)


def _is_plain(target: str) -> bool:
    """Whether what is posted there could be read on the way."""
    return urlsplit(target).scheme != "https"


class _Door(httpcore.NetworkBackend):
    """Opens connections to judged addresses only, each read and write within the one deadline."""

    def __init__(self, deadline: float, *, plain: bool) -> None:
        self.deadline = deadline
        self.plain = plain
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline is stricter
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers. Raises `DeliveryFault` when one of them is not allowed."""
        addresses = _resolve(host, port)
        if not addresses:
            raise DeliveryFault("the host cannot be found", trouble=Trouble.HOST_UNKNOWN)
        if not _all_allowed(addresses):
            raise DeliveryFault("the host's address is not a public one", trouble=Trouble.HOST_NOT_PUBLIC)
        if self.plain and not _all_named(addresses):
            said = "without encryption only receivers in the installation's own networks are posted to"
            raise DeliveryFault(said, trouble=Trouble.NOT_ENCRYPTED)
        fault: Exception | None = None
        for address in addresses:
            # A part of the time each: one address that does not answer must not use up that of the next.
            patience = min(self.left(), TIMEOUT / len(addresses))
            try:
                stream = self._backend.connect_tcp(address, port, patience, local_address, socket_options)
                return _Stream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault or DeliveryFault("the host cannot be found", trouble=Trouble.HOST_UNKNOWN)

    def left(self) -> float:
        """Seconds until the deadline. Raises httpcore.ReadTimeout when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left


class _Stream(httpcore.NetworkStream):
    """A connection on which a receiver cannot win time by answering one byte every few seconds."""

    def __init__(self, stream: httpcore.NetworkStream, door: _Door) -> None:
        self._stream = stream
        self._door = door

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline is stricter
        """Some bytes, within the deadline."""
        return self._stream.read(max_bytes, self._door.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        """Write within the deadline."""
        self._stream.write(buffer, self._door.left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.NetworkStream:
        """Encrypt; the certificate must be for the host's name, not for its address."""
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._door.left()), self._door)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows about itself."""
        return self._stream.get_extra_info(info)
