#!/bin/sh
# sh tests/run.sh: installs what is missing, builds, runs every test. --all adds the long
# campaigns. Ends with ctest's summary of the Release build; anything that fails before stops here
# with a sentence.
#
# What it builds, each in a folder of its own:
#   build         the system's compiler (g++ on Debian), Release, everything
#   build-clang   clang++, Release: the program, each source by itself, which shows a missing #include;
#                 warnings, -Wthread-safety among them, are errors
#   build-asan    address and undefined-behaviour sanitizers: the suites of engine, traces and sim,
#                 the model check and the kept inputs of the fuzz targets
#   build-tsan    thread sanitizer: the suites of engine and sim, the model check, the stress tests
set -eu
cd "$(dirname "$0")/.."

all=
for argument in "$@"; do
  case $argument in
    --all) all=1 ;;
    *) echo "run.sh: there is no $argument, expected --all or nothing" >&2; exit 2 ;;
  esac
done

began=$(date +%s)
stage_began=$began
stage_name=

fail() {
  echo "tests/run.sh: $1" >&2
  exit 1
}

# Says what begins, and how long the stage before it took.
stage() {
  now=$(date +%s)
  [ -z "$stage_name" ] || echo "== $stage_name: $((now - stage_began)) s"
  stage_began=$now
  stage_name=$1
  [ -z "$stage_name" ] || echo "== $stage_name"
}

jobs=${LSMSCOPE_JOBS:-$(nproc)}

# With a compiler cache, checkouts in different folders share their objects. (What the events say
# of source files does not depend on where a checkout lies.)
export CCACHE_BASEDIR=/ CCACHE_NOHASHDIR=1

# build <folder> <what is built, for messages> <targets> <CMake arguments...>
build() {
  folder=$1
  what=$2
  targets=$3
  shift 3
  # Only for a new folder: changing these in an old one would build everything again. A dozen
  # sources are compiled at once, in less than half the time (lsmscope_in_batches).
  first=
  if [ ! -f "$folder/CMakeCache.txt" ]; then
    first="-G Ninja -DLSMSCOPE_BATCH=12"
    if command -v ccache >/dev/null; then
      first="$first -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
    fi
  fi
  log=$(mktemp)
  # shellcheck disable=SC2086
  if ! cmake -S . -B "$folder" $first -DLSMSCOPE_TESTS=ON "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail "CMake could not configure the $what build"
  fi
  rm -f "$log"
  # shellcheck disable=SC2086
  cmake --build "$folder" -j "$jobs" --target $targets || fail "the $what build failed"
}

# run_tests <folder> <what> [ctest arguments...]: quietly unless something fails.
run_tests() {
  folder=$1
  what=$2
  shift 2
  log=$(mktemp)
  if ! ctest --test-dir "$folder" -j "$jobs" --output-on-failure --no-tests=error --timeout 600 \
    "$@" >"$log" 2>&1; then
    tail -n 200 "$log" >&2
    rm -f "$log"
    fail "tests failed in the $what build"
  fi
  tail -n 3 "$log"
  rm -f "$log"
}

stage "packages"
sh gui/install.sh build tests

stage "Release build"
build build Release all -DCMAKE_BUILD_TYPE=Release -DLSMSCOPE_GUI=ON

# What the builds with clang have in common; the last -D of a name counts.
clang="-DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DLSMSCOPE_GUI=OFF"

stage "build, clang++, warnings are errors"
# shellcheck disable=SC2086
build build-clang clang++ all $clang -DLSMSCOPE_GUI=ON -DLSMSCOPE_TESTS=OFF \
  -DCMAKE_CXX_FLAGS=-Werror -DLSMSCOPE_BATCH=1

stage "address and undefined-behaviour sanitizers"
# shellcheck disable=SC2086
build build-asan sanitized "engine_tests traces_tests sim_tests model_tests fuzz_programs lsmscope" \
  $clang -DLSMSCOPE_SANITIZE=address,undefined
run_tests build-asan sanitized -R '^(engine|traces|sim|model|fuzz)\.'

stage "thread sanitizer"
# shellcheck disable=SC2086
build build-tsan "thread-sanitized" "engine_tests traces_tests sim_tests model_tests stress_tests" \
  $clang -DLSMSCOPE_SANITIZE=thread
# Not the power cuts that take long and run on one thread alone (fibers, no jobs): there is nothing to
# race. The sanitizers above run them, and here the campaign of several threads remains.
run_tests build-tsan "thread-sanitized" -R '^(engine|traces|sim|model|stress)\.' \
  -E '^sim\.(LevelDbWeakness\.|PowerCutCampaign\.(NoPromise|Nor|LevelDbsWay|EveryWorkload))'

stage "same scenario, same seed, same trace"
sh tests/determinism.sh build/lsmscope build-clang/lsmscope build-asan/lsmscope ||
  fail "traces are not the same"

stage "schedules: no promise is broken in any of them"
explore() {
  build/lsmscope explore races -j "$jobs" "$@" || fail "explore races $* failed"
}
# PCT with five fibers, 103 choices and d = 3: a bug of that depth is found with 99.9 %.
explore --set clients.0.threads=2 --seeds 1..367000
explore --set clients.0.threads=2 --policy exhaustive --preemptions 2
explore --policy random --untimed --seeds 1..20000
# With a power cut on the way.
explore --set clients.0.threads=2 --set clients.0.sync_percent=50 --seeds 1..20000 \
  --set 'faults=[{"when": "event.kind == WalSyncBegin", "count": 2}]'
# With flushes and compactions.
explore --set options.write_buffer_size=1024 --set clients.0.operations=12 \
  --set clients.0.batch=3 --set clients.0.value_bytes.max=40 --seeds 1..2000

# The same by RocksDB's write paths. Those that spin need more choices.
explore_groups() {
  explore --set options.write_path=groups --set options.write_thread_spins=1 \
    --set options.enable_write_thread_adaptive_yield=false --set clients.0.threads=2 "$@"
}
for mode in allow_concurrent_memtable_write=false allow_concurrent_memtable_write=true \
  enable_pipelined_write=true unordered_write=true; do
  explore_groups --set "options.$mode" --seeds 1..20000
  explore_groups --set "options.$mode" --policy random --untimed --seeds 1..5000
  explore_groups --set "options.$mode" --seeds 1..500 --set clients.0.operations=12 \
    --set options.write_buffer_size=1024 --set clients.0.batch=3 --set clients.0.value_bytes.max=40
done

stage "power cuts: at every moment, whatever survives, no promise is broken"
# More than half a million disks, each recovered and compared.
build/lsmscope powercut --seeds 1..34 -j "$jobs" || fail "a power cut breaks a promise"
for mode in allow_concurrent_memtable_write=false allow_concurrent_memtable_write=true \
  enable_pipelined_write=true unordered_write=true; do
  build/lsmscope powercut --seeds 1..2 -j "$jobs" --set options.write_path=groups \
    --set "options.$mode" || fail "a power cut breaks a promise of write groups ($mode)"
done

if [ -n "$all" ]; then
  stage "long campaigns"
  LSMSCOPE_LONG_TESTS=1 run_tests build "Release (long)"
  build/model_check --seconds 600 || fail "the model check found something"
  build/round_trips --databases 20000 || fail "a database did not come back from LevelDB the same"
  sh tests/fuzz.sh --seconds 600 -j "$jobs" || fail "a fuzz target found something"
fi

stage "all tests of the Release build"
status=0
ctest --test-dir build -j "$jobs" --output-on-failure --timeout 600 || status=$?
exit $status
