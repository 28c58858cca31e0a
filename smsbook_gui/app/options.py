"""The command line. Imports no Qt, so that `--help` and `--version` are instant."""

import argparse
import codecs
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from smsbook_gui import __version__
from smsbook_gui.domain.phones.phone import country_code
from smsbook_gui.services.runtime.paths import default_data_dir, default_state_dir, state_dir_beside


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """A file to check: how its numbers are read, and what of its form is not to be found out.

    `region` is an ISO 3166-1 code. Without `output`, standard output gets the result.
    """

    file: Path
    region: str = "AU"
    sheet: str | None = None
    encoding: str | None = None
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the person asked for at the start.

    `data_dir` holds everything local and exists only once something is written there;
    `temporary_data` says that it is thrown away at the end. `keyring`: the self-check keeps its
    token in the computer's password store. `state_dir` is for notes about the data folder, outside
    of it; without one, an older copy put in its place is not noticed.
    """

    data_dir: Path
    state_dir: Path | None = None
    practice: bool = False
    self_check: bool = False
    keyring: bool = False
    screenshot: Path | None = None
    import_file: Path | None = None
    temporary_data: bool = False
    check: CheckOptions | None = None

    @property
    def needs_display(self) -> bool:
        """False for what runs without anybody watching."""
        return not (self.self_check or self.screenshot)


def parse(argv: Sequence[str] | None = None) -> Options:
    """The options on the command line (`sys.argv` when None).

    Raises SystemExit for --help, --version (0) and for what cannot be understood (2).
    """
    parser = _parser()
    given = parser.parse_args(argv)
    if given.screenshot and not given.practice:
        parser.error("--screenshot needs --practice: it paints sample contacts, never a person's")
    if given.keyring and not given.self_check:
        parser.error("--keyring needs --self-check: everything else uses the password store anyway")
    check = _check(parser, given)
    temporary = given.data_dir is None and (given.self_check or given.screenshot is not None)
    if given.data_dir is not None:
        data_dir = given.data_dir.expanduser().absolute()
    elif temporary:
        data_dir = Path(tempfile.mkdtemp(prefix="smsbook-"))
    else:
        data_dir = default_data_dir()
        if given.practice:  # never beside a real account's window
            data_dir = data_dir / "practice"
    return Options(
        data_dir=data_dir,
        state_dir=_state_dir(given, data_dir),
        practice=given.practice or given.self_check,
        self_check=given.self_check,
        keyring=given.keyring,
        screenshot=None if given.screenshot is None else given.screenshot.absolute(),
        import_file=None if given.import_file is None else given.import_file.absolute(),
        temporary_data=temporary,
        check=check,
    )


def _check(parser: argparse.ArgumentParser, given: argparse.Namespace) -> CheckOptions | None:
    """What `--check` asks for. Raises SystemExit where something does not go with it."""
    parts = {name: getattr(given, name) for name in ("region", "sheet", "encoding", "output")}
    asked = {name: value for name, value in parts.items() if value is not None}
    if given.check is None:
        if asked:
            parser.error(f"--{next(iter(asked))} needs --check")
        return None
    others = ("practice", "data_dir", "state_dir", "self_check", "screenshot", "import_file")
    if any(getattr(given, name) for name in others):
        parser.error("--check goes with --region, --sheet, --encoding and --output only")
    return CheckOptions(given.check, **asked)


def _region(text: str) -> str:
    region = text.upper()
    if country_code(region) == "0":
        raise argparse.ArgumentTypeError(f"{text!r} is no country's code of two letters")
    return region


def _encoding(text: str) -> str:
    """Raises ArgumentTypeError for what is no encoding that a whole file can be read in."""
    try:
        name = codecs.lookup(text).name
        codecs.getincrementaldecoder(name)("replace").decode(bytes(range(256)), True)
        "".encode(name)  # knows codecs that are none of texts
    except (LookupError, ValueError, TypeError, AssertionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no known encoding") from error
    return text


def _state_dir(given: argparse.Namespace, data_dir: Path) -> Path | None:
    if given.state_dir is not None:
        return Path(given.state_dir).expanduser().absolute()
    if given.data_dir is not None:
        return state_dir_beside(data_dir)
    return None if given.practice or given.self_check else default_state_dir()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="smsbook",
        description="SMS Book keeps the contacts and address books of your SMS service in order.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--practice",
        action="store_true",
        help="use the built-in practice service with sample contacts; nothing leaves this computer",
    )
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="keep all local data in this folder"
    )
    parser.add_argument(
        "--state-dir",
        type=Path,
        metavar="DIR",
        help="keep notes about the data folder here, by which a copy of it is noticed; with "
        "--data-dir they are beside it otherwise",
    )
    parser.add_argument(
        "--self-check",
        action="store_true",
        help="do the main job once against the practice service, print each step, and end; "
        "needs no display",
    )
    parser.add_argument(
        "--keyring",
        action="store_true",
        help="with --self-check: keep the token of the check in this computer's password store, "
        "and take it out again",
    )
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="with --practice: paint the main window to a PNG file and end; needs no display",
    )
    parser.add_argument(
        "--import",
        dest="import_file",
        type=Path,
        metavar="FILE",
        help="open the import with this file, in the running window if there is one",
    )
    _add_check(parser)
    parser.add_argument("--version", action="version", version=f"SMS Book {__version__}")
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check",
        type=Path,
        metavar="FILE",
        help="tell as JSON what an import would make of this file, row by row, and end; needs no "
        "display and no account",
    )
    parser.add_argument(
        "--region",
        type=_region,
        metavar="AU",
        help="with --check: the country whose numbers are written without a country code",
    )
    parser.add_argument("--sheet", metavar="NAME", help="with --check: the sheet of a workbook")
    parser.add_argument(
        "--encoding", type=_encoding, metavar="NAME", help="with --check: how a text is encoded"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="with --check: write the result to this file; needed where there is no console",
    )
