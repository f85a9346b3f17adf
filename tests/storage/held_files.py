"""Files that another program holds for a while, as Windows tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def held(real: Callable[..., Any], times: int, code: int) -> Callable[..., Any]:
    """Return a call that fails so many times first, as Windows does while another program holds the file."""
    left = [times]

    def call(*arguments: Any, **named: Any) -> Any:
        if left[0] > 0:
            left[0] -= 1
            error = PermissionError(13, "held")
            error.winerror = code  # type: ignore[attr-defined]
            raise error
        return real(*arguments, **named)

    return call
