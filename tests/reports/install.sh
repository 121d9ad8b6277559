#!/bin/sh
# LibreOffice, the real consumer of workbooks, presentations and documents: without windows, which tests do not need.
# What cannot be had is said here; its tests then skip.
set -e
wanted="libreoffice-calc-nogui libreoffice-impress-nogui libreoffice-writer-nogui"
have() { "$@" >/dev/null 2>&1; }

# shellcheck disable=SC2086
if have command -v dpkg && have dpkg -s $wanted; then exit 0; fi
if [ "$(uname)" != Linux ] && have command -v soffice; then exit 0; fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if have command -v apt-get && have $as_root true; then
    $as_root apt-get update -q || true
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $wanted && exit 0
fi
echo "tests/reports/install.sh: cannot be installed here: $wanted" >&2
