#!/bin/sh
# sh tests/determinism.sh PROGRAM...: the same scenario and seed give the same trace, byte for byte,
# whichever compiler and kind of build made the program; another seed gives another trace.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# trace <program> <scenario> <seed> <file>
trace() {
  "$1" run "$2" --seed "$3" --trace "$4" >/dev/null || {
    echo "determinism.sh: $1 run $2 --seed $3 failed" >&2
    exit 1
  }
}

first=$1
for scenario in put group-commit write-stall; do
  for seed in 1 7; do
    trace "$first" "$scenario" "$seed" "$folder/$scenario.$seed"
    for program in "$@"; do
      trace "$program" "$scenario" "$seed" "$folder/other"
      cmp "$folder/$scenario.$seed" "$folder/other" || {
        echo "determinism.sh: $scenario with seed $seed: $program made another trace than $first" >&2
        exit 1
      }
    done
  done
  # One client alone leaves nothing to chance.
  [ "$scenario" = put ] && continue
  # The seed stands in the header and in the first event: compare what comes after them.
  tail -n +3 "$folder/$scenario.1" >"$folder/a"
  tail -n +3 "$folder/$scenario.7" >"$folder/b"
  if cmp -s "$folder/a" "$folder/b"; then
    echo "determinism.sh: $scenario: seeds 1 and 7 gave the same events" >&2
    exit 1
  fi
done
echo "traces are the same in $# builds, and differ between seeds"
