"""PostgreSQL's own client programs: pg_dump, pg_restore, psql.

For a database of somebody else the distribution's programs come first: the wheel's are built without TLS. They must
be at least as new as the server. Passwords travel in the environment, never on a command line that everybody can
read.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from honglam.embedded.binaries import Binaries, candidates, system_folders
from honglam.embedded.environment import database_environment
from honglam.embedded.errors import NoDatabasePrograms

PROGRAMS = ("pg_dump", "pg_restore", "psql", "postgres")


@dataclass(frozen=True)
class Tools:
    """Client programs and the database they talk to."""

    binaries: Binaries
    url: str

    def command(self, name: str, *arguments: str) -> list[str]:
        """A command line for a program that connects by itself."""
        facts = {key: value for key, value in conninfo_to_dict(self.url).items() if key != "password"}
        return [self.binaries.program(name), *arguments, "--no-password", f"--dbname={make_conninfo('', **facts)}"]

    @property
    def environment(self) -> dict[str, str]:
        """What the programs run in."""
        password = conninfo_to_dict(self.url).get("password")
        return database_environment() | ({"PGPASSWORD": str(password)} if password else {})


def find_tools(url: str, *, external: bool) -> Tools:
    """Programs that can dump and restore this database; raises NoDatabasePrograms."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        server = connection.info.server_version // 10000
    for folder in tool_folders(external=external):
        binaries = Binaries(folder)
        if all((folder / name).is_file() for name in PROGRAMS) and binaries.major >= server:
            return Tools(binaries, url)
    raise NoDatabasePrograms(
        f"The database is PostgreSQL {server}; no pg_dump, pg_restore and psql of that version or later were found. "
        f"Install PostgreSQL {server} (apt-get install postgresql-{server}) or name its folder in HONGLAM_PG_BIN."
    )


def tool_folders(*, external: bool) -> Iterator[Path]:
    """Where the programs may be, the best first."""
    if external and not os.environ.get("HONGLAM_PG_BIN"):
        yield from system_folders()
    yield from candidates()
