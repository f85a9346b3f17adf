"""Puts a draft together from a stored state and the lines of its journal, and finds lines that went apart.

Without a lock two programs may write one draft at the same time. Their lines then bear the same numbers:
one way leads to the draft, and what went the other way is told, so that it can be kept as a copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from fichas_desktop.storage.journal import JournalEntry, applied
from fichas_desktop.storage.sealed_file import Document, mark_of

Key = tuple[int, str, str]


class State(Struct, frozen=True):
    """A stored draft at a line of its journal.

    Attributes:
        seq: Number of the last line that it holds.
        mark: Its checksum.
    """

    document: Document
    seq: int
    mark: str


class Fork(Struct, frozen=True):
    """What was written beside the draft: the last line of it, and the draft as that writer had it."""

    last: JournalEntry
    document: Document


def state_of(document: Document, seq: int) -> State:
    """Return a stored draft as a state."""
    return State(document, seq, mark_of(document))


def replayed(base: State | None, lines: Sequence[JournalEntry]) -> State | None:
    """Return the newest state that the lines lead to from ``base``; None where they lead nowhere.

    Where lines are missing, the later ones are taken all the same: each brings values that were written.
    """
    state, used = _followed(base, lines)
    if state is None:
        return None
    apart = _apart(state, lines, used)
    late = [line for line in lines if line.seq > state.seq and line.key not in apart]
    if not late:
        return state
    document = state.document
    for line in late:
        document = applied(document, line)
    return state_of(document, late[-1].seq)


def is_covered(state: State, lines: Sequence[JournalEntry]) -> bool:
    """Tell whether the lines alone lead to a state, without any other file."""
    found, _used = _followed(None, lines)
    return found is not None and found.mark == state.mark


def forks(present: State, lines: Sequence[JournalEntry]) -> tuple[Fork, ...]:
    """Return what the lines hold that did not become part of the present state."""
    _state, used = _followed(present, lines)
    apart = _apart(present, lines, used)
    strays = [line for line in lines if line.key in apart]
    starts = {line.before for line in strays}
    known = {state.mark: state.document for state in _states(lines)} | {present.mark: present.document}
    found = []
    for last in strays:
        if last.after in starts or last.after == present.mark:
            continue
        path = [last]
        while path[0].before not in known and not path[0].whole:
            earlier = [line for line in strays if line.after == path[0].before and line not in path]
            if not earlier:
                break
            path.insert(0, earlier[-1])
        # where its beginning is lost, its values are laid over the present state
        document = known.get(path[0].before, present.document)
        for line in path:
            document = applied(document, line)
        found.append(Fork(last, document))
    return tuple(found)


def _followed(base: State | None, lines: Iterable[JournalEntry]) -> tuple[State | None, set[Key]]:
    state, used = base, set()
    for line in lines:
        if not _continues(state, line):
            continue
        state = State(applied(state.document if state is not None else {}, line), line.seq, line.after)
        used.add(line.key)
    return state, used


def _continues(state: State | None, line: JournalEntry) -> bool:
    if state is None:
        return line.whole
    return line.seq > state.seq and (line.whole or line.before == state.mark)


def _states(lines: Iterable[JournalEntry]) -> list[State]:
    found: list[State] = []
    state: State | None = None
    for line in lines:
        if not line.whole and not _continues(state, line):
            continue
        state = State(applied(state.document if state is not None else {}, line), line.seq, line.after)
        found.append(state)
    return found


def _apart(state: State, lines: Sequence[JournalEntry], used: set[Key]) -> set[Key]:
    on_the_way = used | _way_back(state, lines)
    numbers = Counter(line.seq for line in lines)
    apart: set[Key] = set()
    ends: set[str] = set()
    for line in lines:
        if line.key not in on_the_way and (numbers[line.seq] > 1 or line.before in ends):
            apart.add(line.key)
            ends.add(line.after)
    return apart


def _way_back(state: State, lines: Sequence[JournalEntry]) -> set[Key]:
    wanted, found = state.mark, set()
    limit = state.seq
    for line in reversed(lines):
        if line.seq <= limit and line.after == wanted:
            found.add(line.key)
            wanted, limit = line.before, line.seq - 1
    return found
