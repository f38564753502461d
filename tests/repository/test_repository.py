"""What is committed fits any machine, and the README keeps up with the code."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
# A short one, such as /app/, may be part of any address.
OWN_FOLDER = [re.escape(f"{PROJECT}/")] if len(PROJECT.parts) > 2 else []
MACHINE_FOLDERS = re.compile("|".join([r"/(?:home|Users|root|tmp)/\w", *OWN_FOLDER]))
INDEX_ADDRESSES = re.compile(
    r"https?://[^\s\"')]*(?:/simple\b|pypi\.org|pythonhosted\.org|registry\.npmjs\.org)"
    r"|--(?:extra-)?index-url|--find-links|file:///\S*(?:simple|wheels|\.whl)"
)
SETTING = re.compile(r'environment\.\w+\(\s*"([A-Z_]+)"|environ\.get\("([A-Z_]+)"')
LAYERS = ["requirements", "requirements-sandbox", "requirements-dev"]


def committed_files() -> Iterator[Path]:
    """Every text file that .gitignore does not keep out, this one excepted: it names what it looks for."""
    lines = (PROJECT / ".gitignore").read_text().splitlines()
    ignored = [".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#"))]

    def kept(names: list[str]) -> list[str]:
        return [name for name in names if not any(fnmatch(name, pattern) for pattern in ignored)]

    for folder, folders, names in os.walk(PROJECT):
        folders[:] = kept(folders)
        for path in (Path(folder, name) for name in kept(names)):
            if path != Path(__file__) and b"\0" not in path.read_bytes():
                yield path


@pytest.mark.parametrize("pattern", [MACHINE_FOLDERS, INDEX_ADDRESSES], ids=["folder", "index"])
def test_no_file_names_a_folder_or_package_index_of_a_machine(pattern: re.Pattern[str]) -> None:
    texts = {path.relative_to(PROJECT): path.read_text() for path in committed_files()}
    assert len(texts) > 50
    found = {str(path): match[0] for path, text in texts.items() if (match := pattern.search(text))}
    assert found == {}


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [("templates/**/*.html", 120), ("static/**/*.js", 120), ("static/[!v]*/*.css", 100)],
)
def test_no_line_is_too_long_to_read(pattern: str, longest: int) -> None:
    paths = list(PROJECT.glob(pattern))
    assert paths
    lines = ((path, line) for path in paths for line in path.read_text().splitlines())
    assert [f"{path}: {line}" for path, line in lines if len(line) > longest] == []


def test_events_between_scripts_are_those_of_the_architecture_page() -> None:
    scripts = "".join(path.read_text() for path in (PROJECT / "static").rglob("*.js"))
    sent = set(re.findall(r'new (?:Custom)?Event\("([a-z-]+)"', scripts))
    for path in (PROJECT / "meetings").rglob("*.py"):
        for names in re.findall(r'"HX-Trigger[\w-]*"\]?(?:: | = )"([^"]+)"', path.read_text()):
            sent.update(names.split(", "))
    page = (PROJECT / "docs/architecture.md").read_text()
    section = page.partition("## Events between scripts")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z-]+)`", section, re.MULTILINE)) == sent


def test_every_setting_stands_in_the_readme() -> None:
    code = "".join(
        (PROJECT / "meetings" / name).read_text() for name in ("settings.py", "environment/__init__.py")
    )
    settings = {name for groups in SETTING.findall(code) for name in groups if name}
    assert {"ENV_FILE", "SECRET_KEY", "GRAPH_URL", "DATABASE_URL", "CACHE_URL"} <= settings
    readme = (PROJECT / "README.md").read_text()
    assert {name for name in settings if f"`{name}`" not in readme} == set()


def test_every_command_of_the_makefile_stands_in_the_readme() -> None:
    commands = re.findall(r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    readme = (PROJECT / "README.md").read_text()
    assert "run" in commands
    assert [name for name in commands if name != "help" and f"make {name}" not in readme] == []


def test_every_dependency_is_pinned() -> None:
    table = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    product, groups = table["project"]["dependencies"], table["dependency-groups"]
    for layer, lines in zip(LAYERS, (product, groups["sandbox"], groups["dev"]), strict=True):
        names = {re.split(r"[\[<>=]", line)[0].lower() for line in lines if isinstance(line, str)}
        assert names - {pin.partition("==")[0] for pin in pins_of(layer)} == set()


@pytest.mark.parametrize("layer", LAYERS)
def test_every_requirement_is_pinned_and_hashed(layer: str) -> None:
    for line in pins_of(layer):
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ;.*?)?( +--hash=sha256:[0-9a-f]{64})+", line), line


def test_a_later_layer_pins_what_an_earlier_one_pins() -> None:
    product, sandbox, everything = ({without_marker(pin) for pin in pins_of(layer)} for layer in LAYERS)
    assert product <= sandbox < everything  # what the sandbox adds, icalendar brings along


def without_marker(pin: str) -> str:
    """A later layer may need on every Python what an earlier one needs on some."""
    return re.sub(r" ;.*?(?= +--hash)", "", pin)


def pins_of(layer: str) -> list[str]:
    """The lines of a requirements file, each with its hashes."""
    return (PROJECT / f"{layer}.txt").read_text().replace("\\\n", "").splitlines()
