"""`make check`: every law that needs no server, side by side on two cores, quiet where all is well."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from honglam.embedded.state import PROJECT


@dataclass(frozen=True)
class Law:
    """A command that must end well."""

    name: str
    command: tuple[str, ...]


PYTHON = sys.executable
# The longest first, so that the others run beside it.
LAWS = (
    Law("types", (PYTHON, "-m", "mypy")),
    Law("house", (PYTHON, "-m", "pytest", "tests/house", "-q")),
    Law("style", (PYTHON, "-m", "ruff", "check", "--quiet", ".")),
    Law("layout", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    Law("imports", (PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()")),
    Law("texts", (PYTHON, "-m", "honglam", "messages", "check")),
    Law("migrations", (PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity", "1")),
)


def judge(law: Law) -> bool:
    """Run one law; say how it went, and everything it said when it went badly."""
    begun = time.monotonic()
    path = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "honglam.settings.test",
        "PYTHONPATH": path,
        # no database is running: makemigrations would warn that it cannot look into one
        "PYTHONWARNINGS": "ignore::RuntimeWarning",
    }
    done = subprocess.run(
        law.command, cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    verdict = "holds" if done.returncode == 0 else "is broken"
    said = "" if done.returncode == 0 else f"\n{done.stdout}{done.stderr}"
    sys.stdout.write(f"{law.name:<11} {verdict} ({time.monotonic() - begun:.1f} s){said}\n")
    sys.stdout.flush()
    return done.returncode == 0


def main() -> int:
    """Exit code 1 when a law is broken."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return 0 if all(list(pool.map(judge, LAWS))) else 1


if __name__ == "__main__":
    raise SystemExit(main())
