"""Runs every benchmark and prints its ratios: ``python -m tests.benchmarks``."""

from __future__ import annotations

from tests.benchmarks import (
    export_ratio,
    list_ratio,
    pdf_peers,
    responsiveness,
    save_ratio,
    start_ratio,
    window_ratio,
)

start_ratio.main()
export_ratio.main(15)
pdf_peers.main()
save_ratio.main()
window_ratio.main()
responsiveness.main()
list_ratio.main()
