"""Prints the addresses of the site, in a process of its own."""

import json
import sys
from dataclasses import asdict

import django


def main(arguments: list[str]) -> int:
    django.setup()
    from entremise.web.shell.routes import routes  # noqa: PLC0415 -- apps ready

    found = [asdict(route) for route in routes()]
    if "--json" in arguments:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for route in found:
        line = f"{route['path']:60} {', '.join(route['audience']):40} {route['sample']}"
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
