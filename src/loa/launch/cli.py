"""`loa`: one command line. Each sub-command is a thin module in `commands/` that imports what it needs when it runs."""

import argparse
import importlib
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

from loa.core.errors import LoaError
from loa.launch import commands


def main(argv: list[str] | None = None) -> int:
    """Parse, prepare the home where the command needs one, run. A refusal is one Vietnamese sentence on stderr and exit 1."""
    modules = [importlib.import_module(f"{commands.__name__}.{info.name}") for info in pkgutil.iter_modules(commands.__path__)]
    args = _parser(modules).parse_args(argv)
    command: ModuleType = args.command
    try:
        if getattr(command, "NEEDS_HOME", False):
            from loa.launch.home import prepare_home

            prepare_home(args.home)
        return int(command.run(args))
    except LoaError as error:
        print(_told(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _told(error: LoaError) -> str:
    """With a home at hand, through the house's one error handler; without one, the Vietnamese sentence itself."""
    if "django.conf" in sys.modules:
        from django.apps import apps

        if apps.ready:
            from loa.launch.home import owner
            from loa.server.kit import answers

            answers.note(error, by=owner(), what=" ".join(sys.argv[1:3]))
            return answers.told(error)
    return str(error)


def _parser(modules: list[ModuleType]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="loa", description="Loa: từ văn bản chỉ đạo đến loa, giấy và báo cáo.")
    parser.add_argument(
        "--home", type=Path, default=Path(os.environ.get("LOA_HOME", "var")), help="thư mục dữ liệu (mặc định: $LOA_HOME hoặc var)"
    )
    parser.set_defaults(command=None)
    subparsers = parser.add_subparsers(required=True, metavar="LỆNH")
    for module in modules:
        sub = subparsers.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.add_arguments(sub)
        sub.set_defaults(command=module)
    return parser


if __name__ == "__main__":
    sys.exit(main())
