"""Fetches what the tests need from the distribution: a browser, text recognition with Vietnamese, and fonts.

Only on Debian and its children, and only as root. Elsewhere the tests that need these say why they skip.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VIETNAMESE = "tesseract-ocr/*/tessdata/vie.traineddata"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Names of Chromium, the quickest first: the shell draws the same pages without a window's share of the work."""


def browser() -> str | None:
    """Where this machine's Chromium is, if it has one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def missing() -> list[tuple[str, ...]]:
    """Debian packages of what is not there yet; where a release may lack one, what does in its place."""
    wanted = {
        BROWSERS[:2]: browser() is not None,
        ("tesseract-ocr",): shutil.which("tesseract") is not None,
        ("tesseract-ocr-vie",): any(Path("/usr/share").glob(VIETNAMESE)),
        ("fonts-dejavu-core",): Path("/usr/share/fonts/truetype/dejavu").is_dir(),
    }
    return [packages for packages, present in wanted.items() if not present]


def main() -> int:
    """Install what is missing; never a reason to stop."""
    needed = missing()
    if not needed or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return 0
    sys.stdout.write(f"Installing {', '.join(packages[0] for packages in needed)} (once) …\n")
    sys.stdout.flush()
    _apt("update")
    for packages in needed:
        if not any(_apt("install", "-y", "--no-install-recommends", package) for package in packages):
            sys.stdout.write(f"{packages[0]} could not be installed; the tests that need it will say so.\n")
    return 0


def _apt(*words: str) -> bool:
    done = subprocess.run(
        ["apt-get", "-qq", *words],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
