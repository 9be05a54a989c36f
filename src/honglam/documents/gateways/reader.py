"""A program of its own that reads one text by the rules. Run confined by `reading`.

A text may be made so that a pattern goes through it again and again; then this process ends, and nothing else with it.
`python -I -m honglam.documents.gateways.reader REQUEST`: REQUEST is a JSON file, the answer JSON on standard output.
"""

import json
import sys
from pathlib import Path

import msgspec

from honglam.documents.rules.reading import read_document
from honglam.kernel import confined

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 30


def main(request: str) -> None:
    """Read the text at `path`."""
    confined.confine(memory=MEMORY, cpu_seconds=CPU_SECONDS, file_bytes=0)
    asked = json.loads(Path(request).read_text(encoding="utf-8"))
    text = Path(asked["path"]).read_text(encoding="utf-8")
    sys.stdout.buffer.write(msgspec.json.encode({"reading": read_document(text, broken=asked["broken"])}))


if __name__ == "__main__":
    main(sys.argv[1])
