"""Looks over the machine and says what is missing, what it means and what to do, in plain words."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.http.request import validate_host

from honglam.embedded import binaries
from honglam.embedded.database import is_external
from honglam.embedded.errors import MachineError
from honglam.embedded.keeper import find_keeper
from honglam.embedded.provinces import default_pack
from honglam.embedded.restore import refuse_half_restored
from honglam.embedded.state import State
from honglam.embedded.tools import find_tools

LOW_DISK_GB = 2.0


class Level(Enum):
    """How much a finding matters."""

    WELL = "well"
    NOTE = "note"
    FAULT = "FAULT"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `remedy` says what to do about it."""

    level: Level
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        tail = f"\n         → {self.remedy}" if self.remedy else ""
        return f"{self.level.value:<8} {self.what}{tail}"


def setting(name: str) -> str:
    """An environment variable, empty when absent."""
    return os.environ.get(name, "").strip()


def look_at_python(_state: State) -> Iterator[Finding]:
    """The interpreter."""
    yield Finding(Level.WELL, f"Python {sys.version.split()[0]}")


def look_at_state(state: State) -> Iterator[Finding]:
    """The state folder and the room on its disk."""
    try:
        state.prepare()
        refuse_half_restored(state)
    except MachineError as fault:
        yield Finding(Level.FAULT, str(fault))
        return
    free = shutil.disk_usage(state.root).free / 1e9
    if free < LOW_DISK_GB:
        yield Finding(Level.FAULT, f"only {free:.1f} GB free below {state.root}", "make room, or move HONGLAM_STATE")
    else:
        yield Finding(Level.WELL, f"state folder {state.root}, {free:.0f} GB free")


def look_at_database(state: State) -> Iterator[Finding]:
    """The database programs, or the server that DATABASE_URL names."""
    try:
        if is_external():
            yield from look_at_external(setting("DATABASE_URL"))
        else:
            programs, keeper = binaries.find(), find_keeper()
            who = f", run as {keeper.name}" if keeper.name else ""
            home = state.database_home(keeper)
            yield Finding(
                Level.WELL, f"PostgreSQL {'.'.join(map(str, programs.version))} embedded{who}, data in {home}"
            )
    except MachineError as fault:
        yield Finding(Level.FAULT, str(fault))


def look_at_external(url: str) -> Iterator[Finding]:
    """Does it answer, is it new enough, can it be backed up?"""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as fault:
        yield Finding(Level.FAULT, f"the database does not answer: {fault}", "check DATABASE_URL and the server")
        return
    if version < binaries.OLDEST_MAJOR:
        yield Finding(
            Level.FAULT, f"the database is PostgreSQL {version}", f"version {binaries.OLDEST_MAJOR} is needed"
        )
        return
    yield Finding(Level.WELL, f"PostgreSQL {version} answers at DATABASE_URL")
    try:
        find_tools(url, external=True)
    except MachineError as fault:
        yield Finding(Level.NOTE, "`honglam backup` will not work", str(fault))


def look_at_pack(_state: State) -> Iterator[Finding]:
    """Is the province there?"""
    pack = Path(setting("HONGLAM_PACK") or default_pack())
    if (pack / "pack.yaml").is_file():
        yield Finding(Level.WELL, f"pack {pack}")
    else:
        yield Finding(Level.FAULT, f"there is no pack in {pack}", "name a province's folder in HONGLAM_PACK")


def look_at_mail(_state: State) -> Iterator[Finding]:
    """Do messages reach people?"""
    if setting("SMTP_HOST"):
        yield Finding(Level.WELL, f"mail goes out through {setting('SMTP_HOST')}")
    else:
        yield Finding(Level.NOTE, "mail is written to a folder and reaches nobody", "set SMTP_HOST and its friends")
    if not setting("SMS_GATEWAY_URL"):
        yield Finding(Level.NOTE, "no SMS is sent", "set SMS_GATEWAY_URL and SMS_GATEWAY_TOKEN")


def look_at_scanning(_state: State) -> Iterator[Finding]:
    """Are uploads scanned, and read?"""
    if not setting("CLAMD_ADDRESS"):
        yield Finding(Level.NOTE, "uploaded files are not scanned for malware", "run clamd and set CLAMD_ADDRESS")
    if shutil.which("tesseract") is None:
        remedy = "apt-get install tesseract-ocr tesseract-ocr-vie"
        yield Finding(Level.NOTE, "text in scanned papers cannot be recognised", remedy)
        return
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    if "vie" not in languages.split():
        remedy = "apt-get install tesseract-ocr-vie"
        yield Finding(Level.NOTE, "Vietnamese text in scanned papers cannot be recognised", remedy)


def look_at_openness(_state: State) -> Iterator[Finding]:
    """Settings that must not meet."""
    address = setting("HONGLAM_PUBLIC_URL")
    if is_demo() and address.startswith("https://"):
        yield Finding(Level.FAULT, f"demo accounts are on at {address}", "unset HONGLAM_DEMO and close those accounts")
    if setting("HONGLAM_HOST") in ("0.0.0.0", "::") and not address.startswith("https://"):  # noqa: S104 - a comparison
        yield Finding(
            Level.FAULT,
            "pages are served to the network without TLS",
            "put a web server with a certificate in front and set HONGLAM_PUBLIC_URL=https://… (docs/operations)",
        )


def is_demo() -> bool:
    """Whether demo accounts are wanted."""
    return setting("HONGLAM_DEMO").lower() in ("1", "true", "yes", "on")


def look_at_names(_state: State) -> Iterator[Finding]:
    """Is anybody served at the address that people use?"""
    served = [name.strip() for name in setting("HONGLAM_HOSTS").split(",") if name.strip()]
    host = urlsplit(setting("HONGLAM_PUBLIC_URL")).hostname
    if not served or not host or is_demo() or setting("DJANGO_SETTINGS_MODULE") == "honglam.settings.local":
        return
    called = f"[{host}]" if ":" in host else host
    if not validate_host(called, served):
        what = f"nobody is served at {host}: HONGLAM_HOSTS does not name it, HONGLAM_PUBLIC_URL does"
        yield Finding(Level.FAULT, what, f"HONGLAM_HOSTS='{','.join([called, *served])}'")


LOOKS: tuple[Callable[[State], Iterator[Finding]], ...] = (
    look_at_python,
    look_at_state,
    look_at_database,
    look_at_pack,
    look_at_mail,
    look_at_scanning,
    look_at_openness,
    look_at_names,
)


def examine(state: State) -> Iterator[Finding]:
    """Everything, in order."""
    for look in LOOKS:
        yield from look(state)
