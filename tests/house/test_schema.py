"""Law of the written tables: the file stands for every migration there is; a test with a database compares the rest."""

import re

from django.db.migrations.loader import MigrationLoader

from honglam.cli.tables import QUEUE, WRITTEN

ROW = re.compile(r"^    \('(\w+)', '(\w+)', now\(\)\)", re.MULTILINE)


def test_the_written_tables_stand_for_every_migration() -> None:
    names = set(ROW.findall(WRITTEN.read_text(encoding="utf-8")))
    there = {name for name in MigrationLoader(None).graph.nodes if name[0] != QUEUE}
    assert names == there, "a migration was added or renamed: python -m tests.house.schema"
