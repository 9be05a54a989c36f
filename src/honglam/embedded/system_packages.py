"""Fetches what the tests need from the distribution: a browser, text recognition with Vietnamese, and fonts.

Only on Debian and its children, and only as root. Elsewhere the tests that need these say why they skip.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VIETNAMESE = "tesseract-ocr/*/tessdata/vie.traineddata"


def missing() -> list[str]:
    """Debian packages of what is not there yet."""
    wanted = {
        "chromium": any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")),
        "tesseract-ocr": shutil.which("tesseract") is not None,
        "tesseract-ocr-vie": any(Path("/usr/share").glob(VIETNAMESE)),
        "fonts-dejavu-core": Path("/usr/share/fonts/truetype/dejavu").is_dir(),
    }
    return [package for package, present in wanted.items() if not present]


def main() -> int:
    """Install what is missing; never a reason to stop."""
    packages = missing()
    if not packages or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return 0
    sys.stdout.write(f"Installing {', '.join(packages)} (once) …\n")
    sys.stdout.flush()
    quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False, **quiet)  # type: ignore[call-overload]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    done = subprocess.run(command, env=environment, check=False, **quiet)  # type: ignore[call-overload]
    if done.returncode:
        sys.stdout.write("Some could not be installed; the tests that need them will say so.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
