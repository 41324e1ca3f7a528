"""Sets up what the tests need, starts the database of the run, runs the layers, says what was not run."""

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from entremise.jobs.database.bootstrap import bootstrap
from entremise.jobs.database.cluster import Cluster
from entremise.jobs.database.home import Home, secrets_of
from entremise.jobs.database.instance import embedded_place, environment

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {
    "chromium-headless-shell": "chromium-headless-shell",  # half the work of the whole browser
    "soffice": "libreoffice-calc-nogui",
    "java": "default-jre-headless",
    "bearerbox": "kannel",
    "/usr/lib/kannel/test/fakesmsc": "kannel-extras",
}
SLOW = ("browser", "faults", "outside")
FAST_OPTIONS = {"fsync": "off", "full_page_writes": "off", "max_connections": "200"}


def layers() -> list[str]:
    """The folders of tests, in alphabetical order."""
    return sorted(
        path.name
        for path in (ROOT / "tests").iterdir()
        if path.is_dir() and any(path.rglob("test_*.py"))
    )


def chosen(only: str) -> list[str]:
    """`areas` stands for every folder named after an area of the product; a name that is none stops the run."""
    areas = {path.name for path in (ROOT / "src" / "entremise").iterdir() if path.is_dir()} - {
        "engines",
        "web",
    }
    wanted = [name for name in only.split(",") if name]
    unknown = [name for name in wanted if name not in {"areas", *layers()}]
    if unknown or not wanted:
        sys.exit(f"No such layer: {', '.join(unknown)}. There are: areas, {', '.join(layers())}")
    return [
        layer for layer in layers() if layer in wanted or ("areas" in wanted and layer in areas)
    ]


def install_programs() -> None:
    """As root on Debian, install what is missing; as somebody else, say it and stop."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(f"Il manque des programmes pour les tests : apt install {' '.join(missing)}")
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(command, check=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def fetch_validator() -> None:
    """The Nu validator is too large to keep here: npm brings it once."""
    target = Path(os.environ.get("ENTREMISE_VNU_JAR", ROOT / "build" / "vnu.jar"))
    if target.exists():
        return
    if shutil.which("npm") is None:
        sys.exit("Il manque npm, pour le validateur HTML (ou donnez ENTREMISE_VNU_JAR).")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", "vnu-jar@26.9.27"], cwd=folder, check=True)
        package = next(Path(folder).glob("*.tgz"))
        with tarfile.open(package) as archive:
            found = archive.extractfile("package/build/dist/vnu.jar")
            assert found is not None
            with target.open("wb") as file:
                shutil.copyfileobj(found, file)


def run(selected: list[str], home: Path, more: list[str]) -> int:
    """The layers on two workers, each with a database of its own."""
    where = Home(home)
    cluster = Cluster(where, FAST_OPTIONS)
    cluster.start()
    try:
        bootstrap(embedded_place(where), secrets_of(where))
        with cluster.connect() as connection:
            connection.execute("ALTER ROLE entremise_owner CREATEDB")
            connection.execute("GRANT CONNECT ON DATABASE postgres TO entremise_migrator")
            connection.execute(  # to empty tables between tests, past the guards of their rows
                "GRANT SET ON PARAMETER session_replication_role TO entremise_owner, entremise_migrator"
            )
        given = environment(where, with_migrator=True) | {"ENTREMISE_TEST_NAME": "run"}
        command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *more]
        command += [f"tests/{layer}" for layer in selected]
        return subprocess.run(command, cwd=ROOT, env=given, check=False).returncode
    finally:
        cluster.stop()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", help="layers, separated by commas; `areas` for all areas")
    options, more = parser.parse_known_args()
    selected = layers() if options.only is None else chosen(options.only)
    if set(selected) & set(SLOW):
        install_programs()
        fetch_validator()
    home = Path(tempfile.mkdtemp(prefix="entremise-"))
    home.chmod(0o711)
    try:
        result = run(selected, home, more)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    left = [layer for layer in layers() if layer not in selected]
    sys.stdout.write(f"Not run: {', '.join(left)}\n" if left else "All layers were run.\n")
    return result


if __name__ == "__main__":
    raise SystemExit(main())
