"""Errors that reach a person, as stable codes with parameters.

The Spanish sentence of each code is made in :mod:`fichas_desktop.messages`, never here, so that
tests and scripts can rely on the code while the wording stays free to improve.
"""

from __future__ import annotations

from typing import ClassVar


class FichasError(Exception):
    """Base of every error that the program reports in words.

    Attributes:
        code: Stable name of the problem, for example ``"file_not_found"``.
        params: Values for the sentence: texts or numbers, never answers of a person.
        exit_code: Exit code of the command line for this family of errors.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        """Return the code with its parameters, for logs and test output."""
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class InputError(FichasError):
    """What was given cannot be used: wrong usage, unreadable or malformed input (exit 2)."""

    exit_code = 2


class RefusedError(FichasError):
    """The answer is no: the input is understood, and what it says does not pass (exit 1)."""

    exit_code = 1


class EnvironmentFailedError(FichasError):
    """The machine failed us: unwritable folder, full disk, taken name, damaged installation (exit 3)."""

    exit_code = 3


class DefinitionError(FichasError):
    """A form definition breaks its own rules; ``path`` names the place in the TOML file (exit 3)."""

    exit_code = 3
