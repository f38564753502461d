"""Rebuilds the files in static/ that come from Microsoft's packages: `python -m tools.vendor`.

Only this program needs npm and node: the results are committed, with their licenses and a manifest. Run it
also when a style sheet uses a token that is not there yet. To update the packages, change PACKAGES, run it,
and look at the pages.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
PACKAGES = {"@fluentui/tokens": "1.0.0-alpha.24", "@fluentui/svg-icons": "1.1.343"}

# The icons by the names that templates use, and their drawings of 20 pixels in the package.
ICONS = {
    "add": "add_20_regular",
    "alert": "alert_20_regular",
    "attach": "attach_20_regular",
    "calendar": "calendar_ltr_20_regular",
    "calendar-next": "calendar_arrow_right_20_regular",
    "call": "call_20_regular",
    "chat": "chat_20_regular",
    "checkmark": "checkmark_20_regular",
    "chevron-left": "chevron_left_20_regular",
    "chevron-right": "chevron_right_20_regular",
    "clock": "clock_20_regular",
    "coffee": "drink_coffee_20_regular",
    "copy": "copy_20_regular",
    "delete": "calendar_cancel_20_regular",
    "dismiss": "dismiss_20_regular",
    "download": "arrow_download_20_regular",
    "edit": "edit_20_regular",
    "filter": "filter_20_regular",
    "flash": "flash_20_regular",
    "globe": "globe_20_regular",
    "info": "info_20_regular",
    "key": "key_20_regular",
    "keyboard": "keyboard_20_regular",
    "link": "link_20_regular",
    "list": "text_bullet_list_ltr_20_regular",
    "location": "location_20_regular",
    "lock": "lock_closed_20_regular",
    "mail": "mail_20_regular",
    "more": "more_horizontal_20_regular",
    "offline": "wifi_off_20_regular",
    "open": "open_20_regular",
    "overlap": "square_multiple_20_regular",
    "people": "people_20_regular",
    "qr-code": "qr_code_20_regular",
    "question": "question_circle_20_regular",
    "repeat": "arrow_repeat_all_20_regular",
    "search": "search_20_regular",
    "settings": "settings_20_regular",
    "sign-out": "sign_out_20_regular",
    "video": "video_20_filled",
    "video-off": "video_off_20_filled",
    "warning": "warning_20_regular",
    "week": "calendar_week_numbers_20_regular",
}


def main() -> None:
    """Install the packages in a temporary folder, write the files made from them, and list them."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        subprocess.run(["npm", "install", "--prefix", folder, "--ignore-scripts", *wanted], check=True)
        modules = Path(folder, "node_modules", "@fluentui")
        write("vendor/fluent-tokens.css", style_sheet(modules / "tokens"))
        write("vendor/fluent-tokens.LICENSE.txt", (modules / "tokens" / "LICENSE").read_text().strip() + "\n")
        write("icons.svg", sprite(modules / "svg-icons" / "icons"))
    write("vendor/manifest.json", json.dumps(manifest(), indent=2) + "\n")


def own_style_sheets() -> list[Path]:
    """The style sheets in static/ that we wrote."""
    return sorted(path for path in STATIC.glob("*/*.css") if path.parent.name != "vendor")


def style_sheet(package: Path) -> str:
    """The tokens that our style sheets use; a value that differs between the themes is a `light-dark()`."""
    program = (
        "const t = require(process.argv[1]); console.log(JSON.stringify([t.webLightTheme, t.webDarkTheme]))"
    )
    themes = subprocess.run(["node", "-e", program, package], check=True, capture_output=True, text=True)
    light, dark = json.loads(themes.stdout)
    sheets = "".join(sheet.read_text() for sheet in own_style_sheets())
    names = [name for name in light if f"var(--{name})" in sheets or f"var(--{name}," in sheets]
    lines = [f"    --{name}: {_themed(str(light[name]), str(dark[name]))};" for name in names]
    return "\n".join([_STYLE_SHEET_START.format(version=PACKAGES["@fluentui/tokens"]), *lines, "  }\n}\n"])


def sprite(drawings: Path) -> str:
    """An SVG file of symbols in the color of the text, for `<svg><use href="icons.svg#video"></svg>`."""
    symbols = []
    for name, drawing in ICONS.items():
        inside = re.fullmatch(r"<svg[^>]*>(.*)</svg>\s*", (drawings / f"{drawing}.svg").read_text())
        if inside is None:
            raise ValueError(f"{drawing}.svg is not one svg element.")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 20 20" fill="currentColor">{inside[1]}</symbol>')
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>\n"])


def manifest() -> list[dict[str, object]]:
    """The packages with name, version, license, and the SHA-256 of each file in static/ made from them."""
    made = {
        "@fluentui/tokens": ["vendor/fluent-tokens.css", "vendor/fluent-tokens.LICENSE.txt"],
        "@fluentui/svg-icons": ["icons.svg", "vendor/fluent-icons.LICENSE.txt"],
    }
    return [
        {
            "name": name,
            "version": version,
            "license": "MIT",
            "files": {file: hashlib.sha256((STATIC / file).read_bytes()).hexdigest() for file in made[name]},
        }
        for name, version in PACKAGES.items()
    ]


def write(name: str, text: str) -> None:
    """Write a file below static/."""
    path = STATIC / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _themed(light: str, dark: str) -> str:
    """One CSS value for both themes, with each color that differs as `light-dark()`.

    Raises ValueError if the values, such as the lists of a shadow, differ in more than colors.
    """
    if light == dark:
        return light
    color = re.compile(r"rgba?\([^)]*\)|#[0-9a-f]+|transparent")
    if color.sub("", light) != color.sub("", dark):
        raise ValueError(f"{light} and {dark} differ in more than colors.")
    dark_colors = iter(color.findall(dark))
    return color.sub(lambda match: f"light-dark({match[0]}, {next(dark_colors)})", light)


_STYLE_SHEET_START = """\
/* Fluent 2 design tokens: @fluentui/tokens {version}, MIT license, Copyright (c) Microsoft Corporation.
   Made by tools/vendor.py; change that, not this. */

/* The theme is the system's, unless the page says otherwise. */
:root {{ color-scheme: light dark; }}
:root[data-theme="light"] {{ color-scheme: light; }}
:root[data-theme="dark"] {{ color-scheme: dark; }}

@layer tokens {{
  :root {{"""

if __name__ == "__main__":
    main()
