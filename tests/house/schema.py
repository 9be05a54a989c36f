"""The tables as all migrations leave them, in PostgreSQL's own words: what src/honglam/cli/tables.sql must hold.

`python -m tests.house.schema` writes the file after a migration was added.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from honglam.cli.tables import QUEUE, WRITTEN
from honglam.embedded.tools import Tools
from tests import database

HEAD = """\
-- The tables of the migrations named at the end, for a database that has none of them (see tables.py).
-- Made from a database in which they were run: python -m tests.house.schema

SET LOCAL search_path = '';
SET LOCAL check_function_bodies = false;
"""
# Each thing in a dump stands under such a title
TITLE = re.compile(r"^--\n-- Name: (?P<name>.*); Type: (?P<type>[^;]*); Schema: .*\n--\n", re.MULTILINE)
# A list of words is shown with one cast around it; read again, each word has its own. Both mean the same.
CAST_LIST = re.compile(r"\(ARRAY\[(?P<words>[^]]*)\]\)::text\[\]")
LEFT_OUT = re.compile(rf"{QUEUE}|django_migrations")


def written(url: str) -> str:
    """The file's text, from a database in which every migration was run."""
    parts = [HEAD, *(part for name, part in things(dump(url)) if not LEFT_OUT.search(name)), names(url)]
    return "\n".join(part.strip() + "\n" for part in parts)


def dump(url: str) -> str:
    """What pg_dump says of the tables; whose they are is the business of where they are laid."""
    tools = Tools(database.reachable(), url)
    command = tools.command("pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--no-comments")
    done = subprocess.run(command, env=tools.environment, capture_output=True, text=True, check=True)
    return CAST_LIST.sub(cast_each, done.stdout)


def cast_each(found: re.Match[str]) -> str:
    """The list as it is shown after having been read once more."""
    return f"ARRAY[{', '.join(f'({word})::text' for word in found['words'].split(', '))}]"


def things(text: str) -> list[tuple[str, str]]:
    """(title, statements) of each thing dumped."""
    # what stands before the first title are settings of a session; after the last thing comes the end of the dump
    body = text[: text.rindex("--\n-- PostgreSQL database dump complete")]
    titles = list(TITLE.finditer(body))
    ends = [title.start() for title in titles[1:]] + [len(body)]
    lines = (body[title.end() : end] for title, end in zip(titles, ends, strict=True))
    return [
        (title["name"], re.sub(r"^SET default_.*\n", "", part, flags=re.MULTILINE))
        for title, part in zip(titles, lines, strict=True)
    ]


def names(url: str) -> str:
    """The migrations that the tables stand for, as rows."""
    import psycopg

    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT app, name FROM django_migrations WHERE app <> %s ORDER BY app, name", [QUEUE]
        ).fetchall()
    rows = ",\n".join(f"    ('{app}', '{name}', now())" for app, name in found)
    return f"INSERT INTO public.django_migrations (app, name, applied) VALUES\n{rows};"


def main() -> int:
    """Write the file from a server made for it."""
    home = Path(tempfile.mkdtemp(prefix="run-", dir=database.folder()))
    cluster = database.describe(home)
    cluster.prepare()
    try:
        with (home / "log").open("ab") as log:
            process = cluster.start(log)
            try:
                cluster.wait_ready(process)
                cluster.ensure_database()
                database.migrate(cluster.url())
                WRITTEN.write_text(written(cluster.url()), encoding="utf-8")
            finally:
                cluster.stop(process)
    finally:
        shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
