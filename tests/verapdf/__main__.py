"""The long run: veraPDF on a ficha of more than 1,000 pages: ``python -m tests.verapdf``; a minute or two."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.export.synthetic import paragraphs, render
from tests.verapdf import engine


def main() -> int:
    """Print the verdicts; exit code 1 when one is bad, 3 when the machine lacks something."""
    if reason := engine.missing():
        print(reason, file=sys.stderr)  # noqa: T201
        return 3
    texts = [f"Surco {number}. " + "cooperación interinstitucional " * 10 for number in range(13_500)]
    pdf = render({"cosecha": paragraphs(*texts)})
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "mil.pdf"
        path.write_bytes(pdf.data)
        found = engine.broken_rules([path])
    for (name, profile), rules in found.items():
        print(f"{name} ({pdf.pages} pages) {profile}: {rules or 'conforms'}")  # noqa: T201
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
