#!/bin/sh
# From a fresh machine to a working .venv; safe to repeat.   sh setup.sh [--dev]
# Exit: 0 ready, 2 cannot be set up (the reason and the command to type are printed),
#       3 the command line works but Qt's system libraries are missing.
set -eu
cd "$(dirname "$0")"
LOCK=requirements.lock; [ "${1:-}" = --dev ] && LOCK=requirements-dev.lock
LIBS="libgl1 libegl1 libx11-6 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libbrotli1
 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
say() { printf '[setup] %s\n' "$*"; }
py() { for p in python3.14 python3.13 python3.12 python3.11 python3; do
  "$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$p"; break; }; done; true; }
stamp() { echo "$("$PY" -V) $(cksum <"$1") $(cksum <pyproject.toml) $(pwd)"; }
missing() { # shared libraries that Qt's window plug-in, network and print parts lack
  Q=$(echo .venv/lib/python3*/site-packages/PySide6/Qt)
  command -v ldd >/dev/null && ldd "$Q"/plugins/platforms/libqxcb.so "$Q"/lib/libQt6Network.so.6 "$Q"/lib/libQt6PrintSupport.so.6 \
    2>/dev/null | awk '/not found/ {print $1}' | sort -u | tr '\n' ' '; true; }
apt_get() { # as root, or by a sudo that asks nothing; otherwise name the command and fail
  AS=; [ "$(id -u)" = 0 ] || AS="sudo -n"
  if command -v apt-get >/dev/null && { [ -z "$AS" ] || $AS true 2>/dev/null; }; then
    # shellcheck disable=SC2048,SC2086
    say apt-get install $*; $AS apt-get update -qq >/dev/null 2>&1 || true
    # shellcheck disable=SC2048,SC2086
    $AS env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $* >/dev/null 2>.apt.log || { cat .apt.log; return 1; }
  else # shellcheck disable=SC2048,SC2086
    say please run as administrator: apt-get install -y $*; return 1; fi; }
PY=$(py); [ -n "$PY" ] || { apt_get python3 python3-venv && PY=$(py); }
[ -n "$PY" ] || { say Python 3.11 or newer is needed; exit 2; }
HAVE=$(cat .venv/.stamp 2>/dev/null || true)
if [ "$HAVE" != "$(stamp $LOCK)" ] && [ "$HAVE" != "$(stamp requirements-dev.lock)" ]; then
  say preparing .venv "($LOCK)"
  rm -rf .venv; PIP=".venv/bin/python -m pip"
  if "$PY" -c 'import ensurepip' 2>/dev/null; then "$PY" -m venv .venv
  elif "$PY" -m pip --version >/dev/null 2>&1; then "$PY" -m venv --without-pip .venv; PIP="$PY -m pip --python .venv/bin/python"
  elif apt_get python3-venv; then "$PY" -m venv .venv
  else exit 2; fi
  $PIP install -q --disable-pip-version-check --only-binary :all: --require-hashes -r $LOCK
  .venv/bin/python tools/link_project.py  # the checkout itself, without a build
  stamp $LOCK >.venv/.stamp
fi
[ -z "$(missing)" ] || apt_get $LIBS || true
LEFT=$(missing); [ -z "$LEFT" ] || { say Qt lacks: $LEFT - windows will not open, the command line works; exit 3; }
say ready: .venv/bin/carbon-points, or .venv/bin/python main.py
