#!/bin/sh
# Makes .venv and installs one layer of requirements into it:  sh tools/setup.sh requirements-dev
# Takes uv where there is one, else python3's own venv and pip. Does nothing when the layer is already there.
set -eu

layer=$1
stamp=.venv/$layer.installed

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# python3 as the person knows it; a newer one beside it only when that one is too old.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null && recent "$name"; then command -v "$name"; return; fi
    done
}

make_venv() {
    python=$(find_python)
    if command -v uv >/dev/null; then
        uv venv --quiet --clear --python "${python:->=3.11,<3.15}" .venv
    elif [ -z "$python" ]; then
        fail "Meetboard needs Python 3.11 or newer, and found none. Install python3 (or uv) and try again."
    else
        "$python" -c 'import ensurepip, venv' 2>/dev/null || install_venv_module "$python"
        "$python" -m venv --clear .venv
    fi
}

# Debian and Ubuntu keep ensurepip in a package of its own, named after the version.
install_venv_module() {
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    sentence="Python's venv module is missing. Install it (Debian, Ubuntu: apt-get install $package) and try again."
    command -v apt-get >/dev/null || fail "$sentence"
    if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo -n"; else fail "$sentence"; fi
    say "Installing $package."
    $root apt-get -qq update || say "Going on with the package lists as they are."
    $root apt-get -qq -y install "$package" >/dev/null || fail "$sentence"
}

install_layer() {
    if command -v uv >/dev/null && uv pip install --quiet --python .venv/bin/python --require-hashes -r "$layer.txt"; then
        return
    fi
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$layer.txt"
}

.venv/bin/python -c '' 2>/dev/null && recent .venv/bin/python || {
    say "Making .venv."
    make_venv
}
if ! cmp -s "$layer.txt" "$stamp"; then
    say "Installing $layer.txt."
    install_layer
    cp "$layer.txt" "$stamp"
fi
