"""The command `entremise`: each module of `commands` is one, with its help in French."""

import argparse
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from entremise.jobs import commands
from entremise.jobs.command_line import speak_french
from entremise.jobs.faults import OF_FILES, Trouble
from entremise.kernel.errors import Refused


def modules() -> dict[str, ModuleType]:
    """The commands by their name: `import_register` is called `import-register`."""
    return {
        found.name.replace("_", "-"): import_module(f"{commands.__name__}.{found.name}")
        for found in iter_modules(commands.__path__)
    }


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="entremise", description="Entremise : les commandes.", add_help=False
    )
    add_help(whole)
    parts = whole.add_subparsers(dest="command", metavar="commande", required=True)
    for name, module in modules().items():
        part = parts.add_parser(name, help=module.HELP, description=module.HELP, add_help=False)
        add_help(part)
        module.configure(part)
        part.set_defaults(run=module.run)
    return whole


def add_help(part: argparse.ArgumentParser) -> None:
    part.add_argument("-h", "--help", action="help", help="montre cette aide")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; what a person can put right is said in one sentence."""
    speak_french()
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except Refused as refusal:
        sys.stderr.write(f"{words_of(refusal)}\n")
        return 1
    except OSError as fault:
        if fault.errno not in OF_FILES:
            raise
        sys.stderr.write(f"{fault.filename or 'Un fichier'} : {OF_FILES[fault.errno]}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def words_of(refusal: Refused) -> str:
    """A refused content says where and why; any other no is named, since only pages word them."""
    if {"file", "place", "text"} <= refusal.facts.keys():
        file, place, text = (refusal.facts[name] for name in ("file", "place", "text"))
        return (
            f"Le contenu de crise {file} est refusé, à « {place} » : {text} Rien n'a été changé. "
            "Corrigez ce fichier, ou réinstallez la version, puis relancez la commande."
        )
    facts = "".join(f", {name} {value}" for name, value in refusal.facts.items())
    return (
        f"La commande est refusée ({refusal.reason.value}{facts}). Rien n'a été changé. "
        "Lancez « entremise doctor » pour savoir ce qui manque."
    )


if __name__ == "__main__":
    raise SystemExit(main())
