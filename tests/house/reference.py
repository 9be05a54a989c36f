"""Reference pages made from the code: events with who listens, sections of a pack, jobs and their queues.

`python -m tests.house.reference` writes docs/reference; a law checks that the pages show today's code.
"""

import dataclasses
import os
import sys

from tests.house import tree

FOLDER = tree.ROOT / "docs" / "reference"


def events_page() -> str:
    """Every event: what it tells and who hears it."""
    from honglam.kernel import events
    from tests.house.exceptions import UNHEARD_EVENTS
    from tests.house.test_verbs import all_events

    lines = ["# Events", "", "What blocks tell each other after commit. Made from the code.", ""]
    lines += ["| event | meaning | facts | heard by |", "|---|---|---|---|"]
    for kind in sorted((kind for kind in all_events() if "name" in vars(kind)), key=lambda kind: kind.name):
        facts = ", ".join(field.name for field in dataclasses.fields(kind))
        heard = ", ".join(one.name for one in events.subscribers_of(kind.name)) or UNHEARD_EVENTS[kind.name]
        lines.append(f"| `{kind.name}` | {_first_line(kind.__doc__)} | {facts} | {heard} |")
    return "\n".join(lines) + "\n"


def pack_page() -> str:
    """Every section of a pack: which files it reads, after which others it is applied."""
    from honglam.kernel.registry import pack_sections

    lines = ["# Sections of a pack", "", "What a pack may hold, and who reads it. Made from the code.", ""]
    lines += ["| section | files | applied after | meaning |", "|---|---|---|---|"]
    for name, section in sorted(pack_sections.items()):
        files = ", ".join(dict.fromkeys(f"`{one.pattern}`" for one in section.collections))
        after = ", ".join(section.depends_on) or "–"
        lines.append(f"| `{name}` | {files} | {after} | {_first_line(type(section).__doc__)} |")
    return "\n".join(lines) + "\n"


def jobs_page() -> str:
    """Every background job, its queue and what it does."""
    from procrastinate.contrib.django import app

    from honglam.kernel import jobs

    app.perform_import_paths()  # as the worker does before it begins
    lines = [
        "# Jobs",
        "",
        "What the worker does. Made from the code.",
        "",
        "| job | queue | meaning |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{job.name}` | {job.queue} | {_first_line(job.function.__doc__)} |"
        for _, job in sorted(jobs.declared.items())
        if not job.name.startswith("test.")
    ]
    return "\n".join(lines) + "\n"


PAGES = {"events.md": events_page, "pack.md": pack_page, "jobs.md": jobs_page}


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0].replace("|", "/") if text else ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "honglam.settings.test")
    import django

    django.setup()
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
    sys.stdout.write(f"{len(PAGES)} pages in {FOLDER}\n")
