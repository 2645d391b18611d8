#!/bin/sh
# sh tests/coverage.sh: what of engine/ the tests run, counted by clang (in build-coverage/). Prints
# lines and branches by file and in all. What runs: the suites of engine and model, databases to
# LevelDB and back, the kept inputs of the fuzz targets, and with --all the suites of peers and sim,
# which drive the engine through power cuts and schedules.
# --html DIRECTORY writes the sources with counts.
#
# Checks for what only we can do wrong (LSM_CHECK) are a branch each that no test can take.
set -eu
cd "$(dirname "$0")/.."

all=
html=
while [ $# -gt 0 ]; do
  case $1 in
    --all) all=1 ;;
    --html) [ $# -gt 1 ] || { echo "coverage.sh: --html needs a directory" >&2; exit 2; }
      html=$2; shift ;;
    *) echo "coverage.sh: there is no $1, expected --all or --html DIRECTORY" >&2; exit 2 ;;
  esac
  shift
done

sh gui/install.sh build tests
jobs=${LSMSCOPE_JOBS:-$(nproc)}
first=
if [ ! -f build-coverage/CMakeCache.txt ]; then
  first="-G Ninja"
  if command -v ccache >/dev/null; then
    first="$first -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
  fi
fi
suites="engine model"
small=-DLSMSCOPE_SMALL_WORLD=ON
if [ -n "$all" ]; then
  suites="$suites peers sim"
  small=-DLSMSCOPE_SMALL_WORLD=OFF
fi
programs=" round_trips"
for suite in $suites; do programs="$programs ${suite}_tests"; done
for source in tests/fuzz/fuzz_*.cc; do
  name=${source##*/}
  programs="$programs ${name%.cc}"
done
mkdir -p build-coverage
# shellcheck disable=SC2086
{
  cmake -S . -B build-coverage $first -DLSMSCOPE_TESTS=ON -DLSMSCOPE_GUI=OFF \
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ $small \
    -DCMAKE_CXX_FLAGS="-O1 -fprofile-instr-generate -fcoverage-mapping" &&
    cmake --build build-coverage -j "$jobs" --target $programs
} >build-coverage/build.log 2>&1 || {
  tail -n 50 build-coverage/build.log >&2
  echo "coverage.sh: the build failed" >&2
  exit 1
}

profiles=build-coverage/profiles
rm -rf "$profiles"
mkdir -p "$profiles"
# A process a profile; those that are forked and end by _exit write none.
run() {
  name=$1
  shift
  LLVM_PROFILE_FILE="$profiles/$name-%p.profraw" "$@" >"build-coverage/$name.log" 2>&1 || {
    tail -n 30 "build-coverage/$name.log" >&2
    echo "coverage.sh: $name failed" >&2
    exit 1
  }
}
for suite in $suites; do run "$suite" "build-coverage/${suite}_tests"; done
run round_trips build-coverage/round_trips --databases 100
for source in tests/fuzz/fuzz_*.cc; do
  name=${source##*/fuzz_}
  name=${name%.cc}
  run "fuzz_$name" "build-coverage/fuzz_$name" "tests/fuzz/corpus/$name"
done
llvm-profdata merge -o build-coverage/all.profdata "$profiles"/*.profraw

objects=
for program in $programs; do objects="$objects -object build-coverage/$program"; done
objects=${objects# -object }  # the first has no flag
if [ -n "$html" ]; then
  # shellcheck disable=SC2086
  llvm-cov show $objects -instr-profile build-coverage/all.profdata -format=html \
    -show-branches=count -output-dir "$html" "$PWD/engine"
fi
# shellcheck disable=SC2086
llvm-cov report $objects -instr-profile build-coverage/all.profdata -show-region-summary=false \
  "$PWD/engine"
