#!/bin/sh
# sh gui/run.sh: installs what is missing, builds, and shows the write-stall demonstration. Without
# a display it does the same job headless: prints the summary of the run and leaves the picture and
# the trace in build/demo/.
set -eu
cd "$(dirname "$0")/.."

sh gui/install.sh build

fail() {
  echo "run.sh: $1" >&2
  exit 1
}

[ -f build/CMakeCache.txt ] || echo "configuring"
cmake -S . -B build ${LSMSCOPE_CMAKE_ARGS:-$([ -f build/CMakeCache.txt ] || echo "-G Ninja")} \
  -DCMAKE_BUILD_TYPE=Release >build.log.$$ 2>&1 || {
  cat build.log.$$ >&2
  rm -f build.log.$$
  fail "CMake could not configure the build, see above"
}
rm -f build.log.$$
echo "building (the first time takes some minutes)"
cmake --build build --target lsmscope || fail "the build failed, see above"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec build/lsmscope open
fi

echo "No display: running the write-stall demonstration headless."
mkdir -p build/demo
build/lsmscope run write-stall --trace build/demo/stall.jsonl ||
  fail "the demonstration did not run through"
build/lsmscope render build/demo/stall.jsonl --when stop --size 1600x900 -o build/demo/stall.png ||
  fail "the picture could not be made"
echo "picture: build/demo/stall.png"
echo "trace:   build/demo/stall.jsonl"
