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
      cmp "$folder/$scenario.$seed" "$folder/other" >&2 || {
        echo "determinism.sh: $scenario with seed $seed: $program made another trace than $first" >&2
        "$first" diff "$folder/$scenario.$seed" "$folder/other" >&2
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
# Two hundred scenarios that nobody thought of: a hash over every word of every event.
random=1..200
"$first" fingerprint --random "$random" >"$folder/hashes" || {
  echo "determinism.sh: $first fingerprint failed" >&2
  exit 1
}
for program in "$@"; do
  "$program" fingerprint --random "$random" >"$folder/other" || {
    echo "determinism.sh: $program fingerprint failed" >&2
    exit 1
  }
  cmp -s "$folder/hashes" "$folder/other" && continue
  name=$(diff "$folder/hashes" "$folder/other" | sed -n 's/^[<>] \(random-[0-9]*\) .*/\1/p' | head -n 1)
  echo "determinism.sh: $name: $program did not do what $first did" >&2
  "$first" run "$name" --trace "$folder/a" >/dev/null 2>&1 || true
  "$program" run "$name" --trace "$folder/b" >/dev/null 2>&1 || true
  "$first" diff "$folder/a" "$folder/b" >&2
  exit 1
done
echo "traces are the same in $# builds, and differ between seeds"
