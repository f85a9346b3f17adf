"""What the window remembers from one time to the next."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from msgspec import structs

from fichas_desktop.domain.preferences import Preferences
from fichas_desktop.storage.preferences_file import read_preferences, write_preferences


class RememberedPreferences:
    """Preferences of one data folder, read when first asked for.

    Args:
        folder: The data folder, made when something is first remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changes: dict[str, object] = {}

    @cached_property
    def _read(self) -> Preferences:
        return read_preferences(self._folder)

    @property
    def current(self) -> Preferences:
        """The preferences as they are now."""
        return structs.replace(self._read, **self._changes)

    def change(self, **values: object) -> None:
        """Change some of them; :meth:`save` remembers that.

        Args:
            values: Fields of :class:`Preferences`.
        """
        self._changes |= values

    def save(self) -> None:
        """Write the changes over what the file holds now, so that two windows keep each other's.

        Touches a disk: meant for a thread of its own.

        Raises:
            EnvironmentFailedError: The file cannot be written.
        """
        changes = dict(self._changes)
        write_preferences(self._folder, structs.replace(read_preferences(self._folder), **changes))
