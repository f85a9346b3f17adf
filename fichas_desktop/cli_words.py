"""click in Spanish: help pages and usage errors, whatever the computer's language is."""

from __future__ import annotations

import os

import click

_WHOLE = 1000
"""Characters: the first sentence of a command's help is never cut, it goes on in the next line."""


class SpanishCommand(click.Command):
    """A command whose help page is Spanish."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the words; an error is about this command, and names its help."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words after the command's name in the usage line."""
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return ["[OPCIONES]", *pieces]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call the command."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Uso: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [
            param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)
        ]
        rows = [(name, words.replace("[required]", "(obligatoria)")) for name, words in filter(None, records)]
        if rows:
            with formatter.section("Opciones"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with a Spanish explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Muestra esta ayuda y termina."
        return option


class SpanishGroup(SpanishCommand, click.Group):
    """A group whose help page is Spanish; a first word that is no command goes to the command ``abrir``."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words after the program's name in the usage line."""
        return [*super().collect_usage_pieces(ctx), "[COMANDO] [DATOS]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [
            (name, found.get_short_help_str(_WHOLE)) for name, found in commands if found and not found.hidden
        ]
        with formatter.section("Comandos"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names, or the one that opens the window on it."""
        if self.get_command(ctx, args[0]) is None:
            return "abrir", self.get_command(ctx, "abrir"), args
        return super().resolve_command(ctx, args)


class PathName(click.Path):
    """A file or folder, which has a name: an empty one would mean where somebody happens to be."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Refuse a name without letters."""
        if not os.fspath(value):
            self.fail("", param, ctx)
        return super().convert(value, param, ctx)


def usage_sentence(error: click.ClickException) -> str:
    """Return what is wrong with a command line, in one sentence."""
    help_hint = "vea «fichas-desktop --help»"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        help_hint = f"vea «{error.ctx.command_path} --help»"
    if isinstance(error, click.NoSuchOption):
        return f"No existe la opción «{_printable(error.option_name)}»; {help_hint}."
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        if isinstance(error.param, click.Option):
            name = error.param.opts[0]
        return f"Falta {name}; {help_hint}."
    if isinstance(error, click.BadOptionUsage):
        # click tells the two cases apart in its English words only
        needs = "no lleva" if "does not take" in error.message else "necesita"
        return f"La opción «{_printable(error.option_name)}» {needs} un valor; {help_hint}."
    if isinstance(error, click.BadParameter):
        return f"El valor de «{_called(error)}» no sirve; {help_hint}."
    return f"Eso no es una orden que el programa entienda; {help_hint}."


def _called(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Argument) and error.ctx is not None:
        return error.param.make_metavar(error.ctx).rstrip(".")
    return error.param.opts[0] if error.param else ""


def _printable(name: str) -> str:
    return "".join(char for char in name if char.isprintable())
