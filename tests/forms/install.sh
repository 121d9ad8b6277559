#!/bin/sh
# The real readers of our forms: pyxform with ODK Validate (Java), survey-core and TypeScript (Node). pyxform has an
# environment of its own, because it pins what we use in other versions. What cannot be had is said here; its tests
# then skip, or fail where CI=true.
set -e
PYXFORM=4.5.0
have() { "$@" >/dev/null 2>&1; }
missing() { echo "tests/forms/install.sh: cannot be installed here: $*" >&2; }

packages=""
have java -version || packages="openjdk-17-jre-headless"
if ! have node --version || ! have npm --version; then packages="$packages nodejs npm"; fi
if [ -n "$packages" ]; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    if have command -v apt-get && have $as_root true; then
        $as_root apt-get update -q || true
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $packages ||
            missing "$packages"
    else
        missing "$packages"
    fi
fi

if [ ! -e ".venv-forms/pyxform-$PYXFORM" ]; then
    rm -rf .venv-forms
    if .venv/bin/python -m venv .venv-forms && .venv-forms/bin/python -m pip install --quiet "pyxform==$PYXFORM"; then
        touch ".venv-forms/pyxform-$PYXFORM"
    else
        rm -rf .venv-forms
        missing "pyxform $PYXFORM"
    fi
fi

cd tests/forms
if ! cmp -s package.json node_modules/.installed; then
    if have npm --version && npm install --no-package-lock --no-audit --no-fund --loglevel=error; then
        cp package.json node_modules/.installed
    else
        missing "the packages of tests/forms/package.json"
    fi
fi
