"""Spelling as a service: words of one's own survive a restart, and a missing library harms nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services import spelling as spelling_module
from fichas_desktop.services.spelling import Spelling
from fichas_desktop.storage.own_words import ASIDE_NAME, FILE_NAME, add_own_words, read_own_words


def loaded(folder: Path) -> Spelling:
    spelling = Spelling(folder)
    assert spelling.load()
    return spelling


def wrong(spelling: Spelling, text: str) -> list[str]:
    return [word.text for word in spelling.wrong_words(text)]


def test_before_it_is_loaded_nothing_looks_wrong(tmp_path: Path) -> None:
    spelling = Spelling(tmp_path)
    ready = [spelling.is_ready]
    assert wrong(spelling, "ofisina") == []
    assert spelling.suggestions("ofisina") == ()
    assert spelling.load()
    ready.append(spelling.is_ready)
    assert ready == [False, True]
    assert wrong(spelling, "ofisina") == ["ofisina"]


def test_a_learned_word_survives_a_restart_and_a_passed_over_one_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    spelling = loaded(folder)
    spelling.learn("Retramito")
    spelling.ignore("kuntur")
    assert wrong(spelling, "Retramito kuntur ofisina") == ["ofisina"]
    spelling.save()
    assert (folder / FILE_NAME).read_text(encoding="utf-8") == "Retramito\n"
    assert wrong(loaded(folder), "Retramito kuntur") == ["kuntur"]


def test_saving_without_a_new_word_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    loaded(folder).save()
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_words_are_for_their_person_alone(tmp_path: Path) -> None:
    add_own_words(tmp_path, ("kuntur",))
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_two_windows_keep_each_other_s_words_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    one, other = loaded(tmp_path), loaded(tmp_path)
    for spelling, word in ((one, "kuntur"), (other, "retramito"), (one, "retramito")):
        spelling.learn(word)
        spelling.save()
    assert read_own_words(tmp_path) == ("kuntur", "retramito")


def test_a_list_edited_by_hand_is_read_and_what_is_no_word_in_it_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes("\ufeff kuntur \r\n\r\ndos palabras\nx/y\n".encode())
    assert wrong(loaded(tmp_path), "kuntur ofisina") == ["ofisina"]


def test_a_list_that_is_no_text_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    spelling = loaded(tmp_path)
    spelling.learn("kuntur")
    spelling.save()
    assert read_own_words(tmp_path) == ("kuntur",)
    assert (tmp_path / ASIDE_NAME).read_bytes() == b"\xff\xfe\x00"


def test_words_that_could_not_be_written_are_written_the_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    folder.write_text("a file in its place", encoding="utf-8")
    spelling = loaded(folder)
    spelling.learn("kuntur")
    with pytest.raises(EnvironmentFailedError):
        spelling.save()
    folder.unlink()
    spelling.save()
    assert read_own_words(folder) == ("kuntur",)


def test_without_the_library_it_says_so_and_loads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Spelling.is_installed()
    monkeypatch.setitem(sys.modules, "hunspell", None)
    monkeypatch.delitem(sys.modules, "fichas_desktop.language.speller", raising=False)
    assert not Spelling.is_installed()
    assert not Spelling(tmp_path).load()


def test_without_the_dictionary_it_loads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling_module, "asset_path", lambda *_parts: tmp_path)
    assert not Spelling(tmp_path).load()
