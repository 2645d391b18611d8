#!/bin/sh
# sh traces/samples/make.sh PROGRAM: records the samples again with that build of lsmscope.
set -eu
program=$1
"$program" run write-stall \
  --set clients.0.operations=40 --set clients.1.operations=20 \
  --set options.write_buffer_size=2048 \
  --trace "$(dirname "$0")/write_stall.jsonl" >/dev/null
