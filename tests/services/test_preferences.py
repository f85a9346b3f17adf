"""What the window remembers survives a restart, and no file can break a start."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from fichas_desktop.domain.preferences import Preferences
from fichas_desktop.services.preferences import RememberedPreferences
from fichas_desktop.services.program import Program
from fichas_desktop.storage.preferences_file import ASIDE_NAME, FILE_NAME


def test_without_a_file_the_defaults_hold_and_reading_makes_none(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    assert Program(folder).preferences.current == Preferences(spelling=True, advice=True)
    assert not folder.exists()


def test_a_change_holds_at_once_and_survives_a_restart_once_saved(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    preferences = RememberedPreferences(folder)
    preferences.change(spelling=False)
    assert preferences.current == Preferences(spelling=False)
    assert not folder.exists()
    preferences.save()
    assert RememberedPreferences(folder).current == Preferences(spelling=False)
    document = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    assert document["schema_version"] == 1
    assert document["preferences"]["spelling"] is False
    assert document["preferences"]["advice"] is True


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_is_for_its_person_alone(tmp_path: Path) -> None:
    preferences = RememberedPreferences(tmp_path)
    preferences.save()
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_two_windows_keep_each_other_s_changes(tmp_path: Path) -> None:
    one, other = RememberedPreferences(tmp_path), RememberedPreferences(tmp_path)
    assert one.current == other.current
    one.change(spelling=False)
    one.save()
    other.change(advice=False)
    other.save()
    assert RememberedPreferences(tmp_path).current == Preferences(spelling=False, advice=False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00",
        b"[]",
        b'{"schema_version": 1',
        b'{"schema_version": 1, "preferences": {"spelling": "no"}}',
        b'{"schema_version": 2, "preferences": {"spelling": false}}',
        b"[" * 100_000,
    ],
)
def test_an_unreadable_file_counts_as_the_defaults_and_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    preferences = RememberedPreferences(tmp_path)
    assert preferences.current == Preferences()
    assert (tmp_path / FILE_NAME).read_bytes() == content
    preferences.change(advice=False)
    preferences.save()
    assert RememberedPreferences(tmp_path).current == Preferences(advice=False)
    assert (tmp_path / ASIDE_NAME).read_bytes() == content


def test_a_file_of_a_program_that_remembers_more_or_less_is_read(tmp_path: Path) -> None:
    document = {"schema_version": 1, "preferences": {"advice": False, "theme": "dark"}}
    (tmp_path / FILE_NAME).write_text(json.dumps(document), encoding="utf-8")
    assert RememberedPreferences(tmp_path).current == Preferences(advice=False)
