#!/bin/sh
# sh tests/fuzz.sh [--seconds N] [-j N] [TARGET...]: builds the fuzz targets with clang, libFuzzer
# and the sanitizers for addresses and undefined behaviour (in build-fuzz/), and runs each for N
# seconds (default 60), -j of them at a time (default 2). Without a name: all.
#
# Prints a line a target: executions, covered edges, findings. Inputs that reach something new are
# kept in build-fuzz/corpus/, so that the next run goes on from there; a finding is a file in
# build-fuzz/findings/, and the exit status is then 1. Mended, it belongs into
# tests/fuzz/corpus/TARGET/, which every ordinary test run replays.
set -eu
cd "$(dirname "$0")/.."

seconds=60
jobs=2
targets=
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) [ $# -gt 1 ] || { echo "fuzz.sh: --seconds needs a number" >&2; exit 2; }
      seconds=$2; shift ;;
    -j) [ $# -gt 1 ] || { echo "fuzz.sh: -j needs a number" >&2; exit 2; }
      jobs=$2; shift ;;
    -*) echo "fuzz.sh: there is no $1, expected --seconds N, -j N or names of targets" >&2; exit 2 ;;
    *) targets="$targets $1" ;;
  esac
  shift
done
for number in "$seconds" "$jobs"; do
  case $number in
    '' | *[!0-9]* | 0) echo "fuzz.sh: $number is no number from 1 up" >&2; exit 2 ;;
  esac
done
if [ -z "$targets" ]; then
  for source in tests/fuzz/fuzz_*.cc; do
    name=${source##*/fuzz_}
    targets="$targets ${name%.cc}"
  done
fi
for target in $targets; do
  [ -f "tests/fuzz/fuzz_$target.cc" ] || { echo "fuzz.sh: there is no target $target" >&2; exit 2; }
done

sh gui/install.sh build tests
first=
if [ ! -f build-fuzz/CMakeCache.txt ]; then
  first="-G Ninja"
  if command -v ccache >/dev/null; then
    first="$first -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
  fi
fi
mkdir -p build-fuzz
# shellcheck disable=SC2086
cmake -S . -B build-fuzz $first -DLSMSCOPE_TESTS=ON -DLSMSCOPE_GUI=OFF -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DLSMSCOPE_FUZZ=ON -DLSMSCOPE_SMALL_WORLD=ON \
  -DLSMSCOPE_SANITIZE=fuzzer-no-link,address,undefined >build-fuzz/configure.log 2>&1 || {
  cat build-fuzz/configure.log >&2
  echo "fuzz.sh: CMake could not configure the build" >&2
  exit 1
}
programs=
for target in $targets; do programs="$programs fuzz_$target"; done
# shellcheck disable=SC2086
cmake --build build-fuzz -j "$jobs" --target $programs >build-fuzz/build.log 2>&1 || {
  tail -n 50 build-fuzz/build.log >&2
  echo "fuzz.sh: the build failed" >&2
  exit 1
}

# One target. Its line goes to standard output when it has ended.
run_one() {
  target=$1
  corpus=build-fuzz/corpus/$target
  findings=build-fuzz/findings/$target
  log=build-fuzz/$target.log
  mkdir -p "$corpus" "$findings"
  case $target in
    directory) longest=16384 ;;
    *) longest=4096 ;;
  esac
  # An input takes ten seconds, 64 MB at once or 1 GB in all only by mistake.
  status=0
  ASAN_OPTIONS=quarantine_size_mb=64 "build-fuzz/fuzz_$target" "$corpus" "tests/fuzz/corpus/$target" \
    -max_total_time="$seconds" -max_len="$longest" -timeout=10 -malloc_limit_mb=64 \
    -rss_limit_mb=1024 -print_final_stats=1 -artifact_prefix="$findings/" >"$log" 2>&1 || status=$?
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  covered=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  kept=$(find "$findings" -type f | wc -l)
  echo "$target: ${executions:-?} executions, ${covered:-?} edges covered, $kept findings"
  if [ "$status" -ne 0 ]; then
    grep -E 'ERROR|SUMMARY|check failed|runtime error|Test unit written' "$log" | head -n 5 ||
      tail -n 5 "$log"
    return 1
  fi
  [ "$kept" -eq 0 ]
}

echo "$seconds s for each of:$targets"
failed=0
running=
wait_for_first() {
  # shellcheck disable=SC2086
  set -- $running
  wait "$1" || failed=1
  shift
  running="$*"
}
count=0
for target in $targets; do
  [ "$count" -lt "$jobs" ] || { wait_for_first; count=$((count - 1)); }
  run_one "$target" &
  running="$running $!"
  count=$((count + 1))
done
while [ -n "$running" ]; do wait_for_first; done
[ "$failed" -eq 0 ] || echo "There are findings: build-fuzz/findings/"
exit "$failed"
