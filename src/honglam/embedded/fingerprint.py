"""A short name for the code and the pack as they lie on the disk, to know whether anything needs preparing again."""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from honglam.embedded.provinces import default_pack

PACKAGE = Path(__file__).resolve().parents[1]
_IGNORED_FOLDERS = {"__pycache__", "node_modules"}
_IGNORED_ENDINGS = (".pyc", ".mo")
_SETTINGS = ("HONGLAM_PACK", "HONGLAM_DEMO", "HONGLAM_STATE", "DJANGO_SETTINGS_MODULE")


def fingerprint(environment: Mapping[str, str]) -> str:
    """Names, sizes and times of all files of the code and the pack, and the settings that the preparation looks at."""
    digest = hashlib.sha256(repr((sys.version_info[:2], [environment.get(name) for name in _SETTINGS])).encode())
    pack = Path(environment.get("HONGLAM_PACK") or default_pack())
    for top in (PACKAGE, pack):
        for line in describe(top):
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def describe(top: Path) -> Iterator[str]:
    """A line for each file below `top`, in a stable order."""
    for folder, names, files in os.walk(top):
        names[:] = sorted(set(names) - _IGNORED_FOLDERS)
        for name in sorted(files):
            if not name.endswith(_IGNORED_ENDINGS):
                facts = Path(folder, name).stat()
                yield f"{folder}\0{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n"
