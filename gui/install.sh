#!/bin/sh
# Installs the Debian packages that are missing: sh gui/install.sh build [tests]. Asks for nothing;
# does nothing, quickly, if all are there.
set -eu

build="g++ cmake ninja-build pkg-config libsnappy-dev libzstd-dev nlohmann-json3-dev libfmt-dev
  libcli11-dev libimgui-dev libstb-dev libglfw3-dev libgl-dev libopengl-dev libegl-dev
  libegl-mesa0 libgl1-mesa-dri fonts-wqy-microhei"
tests="clang llvm libclang-rt-dev libgtest-dev libleveldb-dev librocksdb-dev xvfb xauth xdotool"

wanted=
for group in "$@"; do
  case $group in
    build) wanted="$wanted $build" ;;
    tests) wanted="$wanted $tests" ;;
    *) echo "install.sh: there is no group $group, expected build or tests" >&2; exit 2 ;;
  esac
done

missing=
for package in $wanted; do
  # A package that was removed but not purged answers, too, with another status.
  case $(dpkg -s "$package" 2>/dev/null || :) in
    *"Status: install ok installed"*) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "These packages are missing, and there is neither root nor sudo to install them:$missing" >&2
    exit 1
  }
  as_root="sudo"
fi
echo "installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >"$log" 2>&1; }
# The lists of packages may be missing or old: they are fetched when an installation fails.
# shellcheck disable=SC2086
if ! apt install -y --no-install-recommends $missing; then
  if ! { apt update && apt install -y --no-install-recommends $missing; }; then
    tail -n 15 "$log" >&2
    echo "These packages could not be installed:$missing" >&2
    exit 1
  fi
fi
