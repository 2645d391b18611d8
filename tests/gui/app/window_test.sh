#!/bin/sh
# window_test.sh PROGRAM X Y: opens the real window under Xvfb on the scenario `put`, clicks at X, Y
# (where "step" is), and expects the window's title to go from event 0 to event 1; then presses
# Right and expects event 2, and Ctrl+Q, which ends the program.
set -eu
program=$1
x=$2
y=$3

folder=$(mktemp -d)
server=
app=
cleanup() {
  [ -z "$app" ] || kill "$app" 2>/dev/null || :
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  wait 2>/dev/null || :
  rm -rf "$folder"
}
trap cleanup EXIT
fail() {
  echo "window_test.sh: $1" >&2
  [ ! -s "$folder/app" ] || cat "$folder/app" >&2
  exit 1
}

# A display number that is free: Xvfb chooses it.
Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp 3>"$folder/display" 2>"$folder/server" &
server=$!
tries=0
while [ ! -s "$folder/display" ]; do
  tries=$((tries + 1))
  [ $tries -lt 100 ] || { cat "$folder/server" >&2; fail "Xvfb did not start"; }
  sleep 0.1
done
XDG_CONFIG_HOME=$folder/config
export XDG_CONFIG_HOME
DISPLAY=:$(cat "$folder/display")
export DISPLAY

"$program" open put --paused --size 1280x720 >"$folder/app" 2>&1 &
app=$!
window=$(timeout 30 xdotool search --sync --onlyvisible --name LsmScope | head -n 1)
[ -n "$window" ] || fail "no window came"

# title_has TEXT: within ten seconds.
title_has() {
  tries=0
  while :; do
    title=$(xdotool getwindowname "$window" 2>/dev/null || :)
    case $title in *"$1"*) return 0 ;; esac
    tries=$((tries + 1))
    [ $tries -lt 100 ] || fail "the title is '$title', expected '$1' in it"
    sleep 0.1
  done
}

title_has "event 0 of"
xdotool mousemove --window "$window" "$x" "$y"
sleep 0.5
xdotool mousedown 1
sleep 0.3
xdotool mouseup 1
title_has "event 1 of"
# Without a window manager the focus comes when it comes.
xdotool windowfocus --sync "$window"
xdotool key Right
title_has "event 2 of"
xdotool key ctrl+q
tries=0
while kill -0 "$app" 2>/dev/null; do
  tries=$((tries + 1))
  [ $tries -lt 100 ] || fail "Ctrl+Q did not end the program"
  sleep 0.1
done
wait "$app" || fail "the program ended with status $?"
app=
