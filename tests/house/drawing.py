"""The one drawing of the architecture, made from the import contracts.

`python -m tests.house.drawing` writes it into docs/architecture.md; a law checks that the page shows today's contracts.
"""

import re
import sys

from tests.house import tree

BEGIN, END = "<!-- drawing:begin -->", "<!-- drawing:end -->"
PAGE = tree.ROOT / "docs" / "architecture.md"


def drawing() -> str:
    """The storeys from the top down; what stands already is filled, what is planned is an outline."""
    standing = set(tree.blocks()) | {path.stem for path in tree.SRC.iterdir()}
    lines = ["```mermaid", "flowchart TB"]
    for height, names in enumerate(tree.storeys()):
        lines.append(f'  subgraph s{height}[" "]')
        lines.append("    direction LR")
        lines += [f"    {name.strip('_')}[{name}]{'' if name in standing else ':::planned'}" for name in names]
        lines.append("  end")
    lines += [f"  s{height} --> s{height + 1}" for height in range(len(tree.storeys()) - 1)]
    lines += ["  classDef planned stroke-dasharray: 4 4,fill:none", "```"]
    return "\n".join(lines)


def page_with_drawing(page: str) -> str:
    """The page with the drawing between its marks."""
    return re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{drawing()}\n{END}", page, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(page_with_drawing(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE} shows the contracts\n")
