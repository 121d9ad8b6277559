#!/bin/sh
# A Chromium and fonts that show Chinese, for the browser tests. What the system has is used; else its packages
# are installed; else Playwright brings its own.
set -e
have() { command -v "$1" >/dev/null 2>&1; }
chinese() { have fc-list && [ -n "$(fc-list :lang=zh)" ]; }
browser() { have chromium || have chromium-browser || have google-chrome; }
if browser && chinese; then exit 0; fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if have apt-get && $as_root true 2>/dev/null; then
    $as_root apt-get update -q
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q chromium fonts-noto-cjk fontconfig && exit 0
fi
browser || .venv/bin/python -m playwright install chromium
