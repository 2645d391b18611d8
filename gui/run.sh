#!/bin/sh
# sh gui/run.sh: installs what is missing, builds, and shows the write-stall demonstration. Without
# a display that answers it does the same job headless: prints the summary of the run and leaves the picture and
# the trace in build/demo/.
set -eu
cd "$(dirname "$0")/.."

sh gui/install.sh build

fail() {
  echo "run.sh: $1" >&2
  exit 1
}

# A build that is there configures itself again when it must.
if [ ! -f build/CMakeCache.txt ]; then
  echo "configuring"
  launcher=
  if command -v ccache >/dev/null; then
    launcher="-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
  fi
  log=$(mktemp)
  # A dozen sources at once: less than half the time.
  # shellcheck disable=SC2086
  if ! cmake -S . -B build -G Ninja $launcher -DCMAKE_BUILD_TYPE=Release -DLSMSCOPE_TESTS=OFF \
    -DLSMSCOPE_BATCH=12 >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log" build/CMakeCache.txt
    fail "CMake could not configure the build, see above"
  fi
  rm -f "$log"
fi
echo "building (the first time takes some minutes)"
cmake --build build --target lsmscope || fail "the build failed, see above"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  said=$(mktemp)
  status=0
  build/lsmscope open 2>"$said" || status=$?
  if ! grep -q "no window can be opened" "$said"; then
    cat "$said" >&2
    rm -f "$said"
    exit "$status"
  fi
  rm -f "$said"
  echo "The display ${DISPLAY:-${WAYLAND_DISPLAY:-}} does not answer: running the demonstration headless."
else
  echo "No display: running the write-stall demonstration headless."
fi

mkdir -p build/demo
build/lsmscope run write-stall --trace build/demo/stall.jsonl ||
  fail "the demonstration did not run through"
build/lsmscope render build/demo/stall.jsonl --when stop --size 1600x900 -o build/demo/stall.png ||
  fail "the picture could not be made"
echo "picture: build/demo/stall.png"
echo "trace:   build/demo/stall.jsonl"
