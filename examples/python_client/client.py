"""A small typed client of the API. It needs httpx and nothing else of this project; copy it as it is.

    with Client("https://dichvucong.example.vn", token) as client:
        file_id = client.upload(Path("to-khai.pdf"))
        filed = client.submit(Submission(procedure_code="1.001193", applicant={"name": "Nguyễn Văn An"}, …))
        print(client.dossier(filed.dossier_id).sentence)

A request that got no answer, or one that only says "not now", is sent again where that does no harm: when it asks, or
carries an idempotency key. Nothing is filed twice. Whatever else writes is left to the caller, who knows what it meant.
"""

import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

RETRIES = 4
RETRY_AFTER = {429, 502, 503, 504}
NOT_DONE = {429}
"""Refused before anything was done: even what writes may be sent again."""
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for more patience gets its refusal handed to the caller."""


@dataclass(frozen=True)
class Fault:
    """One fault at one field of a refused request."""

    field: str
    code: str
    detail: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """What the API tells of it; what it may tell beside one day is left aside."""
        return cls(*(str(told.get(name, "")) for name in ("field", "code", "detail")))


class Refused(Exception):
    """The API refused (RFC 9457 problem details). `code` is stable; `title` is for people.

    `reference` stands in the answer to a mistake of the server's (500): tell it to whoever runs the installation.
    """

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        super().__init__(body.get("title", f"HTTP {status}"))
        self.status = status
        self.code = str(body.get("code", ""))
        self.title = str(body.get("title", ""))
        self.reference = str(body.get("reference", ""))
        self.faults = [Fault.of(fault) for fault in body.get("errors", [])]


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A dossier to be filed; see the API's description for the keys of `applicant` and `papers`."""

    procedure_code: str
    applicant: Mapping[str, Any]
    answers: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[Mapping[str, Any], ...] = ()
    unit_code: str = ""
    return_method: str = "at_desk"
    return_address: str = ""


@dataclass(frozen=True)
class Filed:
    """The answer to a submission."""

    dossier_id: str
    registration_code: str
    desk_name: str
    looked_at_by: str


@dataclass(frozen=True)
class Dossier:
    """What most callers need of a dossier; `raw` is everything."""

    id: str
    code: str
    status: str
    sentence: str
    due_at: str | None
    raw: Mapping[str, Any]


class Client:
    """One connection to one installation, with one token."""

    def __init__(self, address: str, token: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(
            base_url=address.rstrip("/") + "/api/v1",
            headers={"Authorization": f"Bearer {token}", "Accept-Language": "vi"},
            timeout=30,
            transport=transport,
        )

    def __enter__(self) -> Self:
        """Use as a context, so that the connection is closed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._http.close()

    def upload(self, path: Path) -> str:
        """Send a paper; returns the file's id for use in a submission."""
        with path.open("rb") as file:
            return str(self._call("POST", "/dossiers/files", files={"file": (path.name, file)})["id"])

    def submit(self, submission: Submission, *, key: str | None = None) -> Filed:
        """File a dossier. Give `key` to be able to repeat the call after a crash of your own."""
        body = {name: value for name, value in vars(submission).items() if value not in ("", ())}
        answer = self._call("POST", "/dossiers", json=body, headers={"Idempotency-Key": key or str(uuid.uuid4())})
        return Filed(*(answer[name] for name in ("dossier_id", "registration_code", "desk_name", "looked_at_by")))

    def dossier(self, dossier_id: str) -> Dossier:
        """One dossier as the token's owner may see it."""
        raw = self._call("GET", f"/dossiers/{dossier_id}")
        return Dossier(raw["id"], raw["code"], raw["status"], raw["sentence"], raw["due_at"], raw)

    def history(self, dossier_id: str) -> list[Mapping[str, Any]]:
        """What happened, oldest first."""
        return list(self._call("GET", f"/dossiers/{dossier_id}/history"))

    def my_dossiers(self) -> Iterator[Mapping[str, Any]]:
        """All dossiers of the token's owner, page by page."""
        after: str | None = None
        while True:
            page = self._call("GET", "/dossiers", params={"after": after} if after else {})
            yield from page["items"]
            after = page["next"]
            if after is None:
                return

    def act(self, path: str, *, key: str | None = None, **body: Any) -> Mapping[str, Any]:
        """An officer's act, such as `act(f"{dossier_id}/accept")` or `act(f"tasks/{task_id}/finish", outcome="ok")`.

        Give `key` to be able to repeat the call after a crash of your own.
        """
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        return self._call("POST", f"/dossiers/{path}", json=body, headers=headers)  # type: ignore[no-any-return]

    def procedures(self, query: str = "") -> list[Mapping[str, Any]]:
        """Procedures that match, best first."""
        return list(self._call("GET", "/procedures", params={"q": query})["items"])

    def statistics(self, **asked: str) -> Mapping[str, Any]:
        """Counts of a period: `first_on`, `last_on`, `agency_id`."""
        return self._call("GET", "/statistics", params=asked)  # type: ignore[no-any-return]

    def _call(self, method: str, path: str, **parts: Any) -> Any:
        for turn in range(RETRIES):
            last, wait = turn == RETRIES - 1, 0.2 * 2**turn
            again = not last and self._repeatable(method, parts)
            try:
                answer = self._http.request(method, path, **parts)
            except httpx.TransportError:
                if not again:
                    raise
            else:
                wait = max(wait, self._asked_to_wait(answer))
                again = again or (answer.status_code in NOT_DONE and not last)
                if answer.status_code not in RETRY_AFTER or not again or wait > LONGEST_WAIT:
                    return self._read(answer)
            time.sleep(wait)
        raise AssertionError("unreachable")

    @staticmethod
    def _asked_to_wait(answer: httpx.Response) -> float:
        """`Retry-After` in seconds; its other form, a date, is not used by this API."""
        asked = answer.headers.get("Retry-After", "")
        return float(asked) if asked.isascii() and asked.isdigit() else 0.0

    @staticmethod
    def _repeatable(method: str, parts: Mapping[str, Any]) -> bool:
        return method == "GET" or "Idempotency-Key" in (parts.get("headers") or {})

    @staticmethod
    def _read(answer: httpx.Response) -> Any:
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            is_problem = "json" in answer.headers.get("Content-Type", "")
            raise Refused(answer.status_code, answer.json() if is_problem else {"title": answer.text[:200]})
        return answer.json() if answer.content else None
