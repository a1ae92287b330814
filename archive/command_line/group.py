"""A click group whose commands are modules, each imported when it is asked for; errors in one line, exit codes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from archive.command_line.encodings import restart_in_utf8, write_utf8
from archive.database.stopping import raise_at_once
from archive.errors import ArchiveError

FINE = 0
FOUND_SOMETHING = 1  # the command ran, and what it found needs a person
MISUSE = 2  # it could not run, or not to its end


class Section(NamedTuple):
    """Commands that stand together in `fazhi --help`: each name is a module of *package*, with what it does."""

    title: str
    package: str
    commands: Mapping[str, str]


class LazyGroup(click.Group):
    """A group of commands that knows their names and sentences without importing them.

    The module ``<package>.<name>`` of a command has a click command called ``command``; its help is the sentence
    of the section.  *instead* names packages whose module of a command's name is taken in the place of the section's.
    """

    def __init__(self, sections: Sequence[Section], *, help: str, instead: Mapping[str, str] | None = None) -> None:
        settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        super().__init__("fazhi", help=help, context_settings=settings, no_args_is_help=False)
        self.sections, self.instead = sections, instead or {}
        click.version_option(None, "--version", package_name="fazhi", message="fazhi %(version)s")(self)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for section in self.sections for name in section.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for section in self.sections:
            if cmd_name in section.commands:
                package = self.instead.get(cmd_name, section.package)
                command: click.Command = import_module(f"{package}.{cmd_name}").command
                command.name, command.help = cmd_name, section.commands[cmd_name]
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section in self.sections:
            with formatter.section(section.title):
                formatter.write_dl(list(section.commands.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin with *incomplete*; none is imported for it."""
        named = [
            CompletionItem(name, help=sentence)
            for section in self.sections
            for name, sentence in section.commands.items()
            if name.startswith(incomplete)
        ]
        return named or click.Command.shell_complete(self, ctx, incomplete)


def with_example(words: str, **settings: Any) -> Callable[[Callable[..., int]], click.Command]:
    """Make a function, which returns an exit code, a command whose help ends with the example *words*.

    *settings* are click's for the command's context.
    """
    return click.command(epilog=f"Example: {words}", context_settings=settings)


def run(group: LazyGroup, argv: Sequence[str] | None, *errors: type[Exception]) -> int:
    """Run the command that *argv* names; return its exit code: FINE, FOUND_SOMETHING or MISUSE.

    Misuse, an ArchiveError or one of *errors* is told in one line on standard error.
    """
    if argv is None:
        restart_in_utf8()
        write_utf8()
    with _heeding_sigterm():
        return _run(group, list(sys.argv[1:] if argv is None else argv), errors)


def _run(group: LazyGroup, words: list[str], errors: tuple[type[Exception], ...]) -> int:
    command = next((word for word in words if not word.startswith("-")), "")
    told: tuple[type[Exception], ...] = (ArchiveError, *errors)
    try:
        if "_FAZHI_COMPLETE" in os.environ:
            group.main(words, prog_name="fazhi")  # writes what the shell asks for, and exits
        with group.make_context("fazhi", words) as called:
            code = int(group.invoke(called) or FINE)
        sys.stdout.flush()
        return code
    except click.exceptions.Exit as done:  # of --help and --version
        return done.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        _tell(context.command_path if context else "fazhi", f"{error.format_message()} (--help tells more)")
    except told as error:
        _tell(f"fazhi {command}", str(error))
    except (click.Abort, KeyboardInterrupt):
        _tell(f"fazhi {command}", "stopped before its end")
    except BrokenPipeError:  # `fazhi runs | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the flush at exit goes nowhere
        return FINE
    except OverflowError as error:  # a number that SQLite has no room for
        _tell(f"fazhi {command}", f"a number is too large ({error})")
    except OSError as error:  # the output could not be written: a full disk, a file that may not be read
        _tell(f"fazhi {command}", _words_of(error))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return MISUSE


@contextmanager
def _heeding_sigterm() -> Iterator[None]:
    """Let SIGTERM undo what is half done, as Ctrl-C does; a program around may have a handler of its own.

    When the command is done nothing is left to undo: a signal then ends the program without a word.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, raise_at_once)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _words_of(error: OSError) -> str:
    if isinstance(error, PermissionError) and error.filename is not None:
        return f"{os.fsdecode(error.filename)}: {error.strerror}; give this user the right to it"
    return str(error)


def _tell(who: str, words: str) -> None:
    sys.stderr.write(f"{who}: {' '.join(words.split())}\n")
