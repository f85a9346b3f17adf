"""A child that writes drafts for ever and tells each one that is durable; it is killed from outside.

Run: ``python -m tests.durability.writer DATA_FOLDER``
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from tests.durability.workload import DRAFT_ID, number_of, open_store, write


def main(data_folder: Path) -> None:
    """Go on from the newest draft; ``opened N`` comes first, then each number, a line at a time."""
    store = open_store(data_folder)
    opened = store.open(DRAFT_ID)
    number = number_of(opened.draft)
    if opened.read_only or number is None:
        sys.exit(4)
    os.write(1, b"opened %d\n" % number)
    for following in itertools.count(number + 1):
        write(store, following)
        os.write(1, b"%d\n" % following)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
