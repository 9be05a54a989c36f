"""What kind of trouble a broken connection is, by what the libraries raised underneath."""

import ssl
from collections.abc import Iterator

import httpx

from honglam.exchange.contracts import Trouble


def trouble_of(error: BaseException) -> Trouble:
    """The trouble behind an error of the network or of reading an answer."""
    causes = tuple(_causes(error))
    if any(isinstance(one, httpx.TimeoutException | TimeoutError) for one in causes):
        return Trouble.TIMED_OUT
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in causes):
        return Trouble.CERTIFICATE
    if any(isinstance(one, ConnectionRefusedError) for one in causes):
        return Trouble.CONNECTION_REFUSED
    return Trouble.NOT_UNDERSTOOD if isinstance(error, ValueError) else Trouble.CONNECTION_BROKEN


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
