# shellcheck shell=bash
# What the operator sees: one line per long step, with seconds, and one sentence when something is wrong.

say() { printf '%s\n' "$*"; }

# Ends the script with one sentence that names the remedy.
die() {
  printf '\nerror: %s\n' "$*" >&2
  exit 1
}

# step LABEL COMMAND…: runs a command with its output in $LOG and shows that it is alive.
# If it fails, shows the end of its output and $REMEDY.
step() {
  local label=$1 started=$SECONDS logged
  shift
  logged=$(stat -c %s "$LOG")
  launch "$@" >>"$LOG" 2>&1
  STEP=$LAUNCHED
  printf '%s ' "$label"
  while kill -0 "$STEP" 2>/dev/null; do
    sleep 0.1
    show_alive $((SECONDS - started)) "$label"
  done
  if wait "$STEP"; then
    STEP=
    finish_line "$label" $((SECONDS - started))
  else
    STEP=
    printf '\n'
    explain_failure "$label" "$(tail -c +$((logged + 1)) "$LOG" | tail -n 15)"
  fi
}

# A command that named its own remedy (by die) has said enough; of others the last lines are shown.
explain_failure() {
  local sentence=${2##*error: }
  [ "$sentence" = "$2" ] || die "$sentence"
  printf '%s\n' "$2" | sed 's/^/  | /' >&2
  die "The step '$1' failed. ${REMEDY:-The lines above say why; all of it is in $LOG.}"
}

# A terminal gets a turning sign, a file gets a dot every five seconds.
show_alive() {
  local signs='-=*+'
  if [ -t 1 ]; then
    [ "$1" -lt 1 ] || printf '\r%s %s %d s ' "$2" "${signs:$((TICK++ % 4)):1}" "$1"
  elif [ "$1" -ge $((DOTS * 5 + 5)) ]; then
    DOTS=$((DOTS + 1))
    printf '.'
  fi
}
TICK=0 DOTS=0

finish_line() {
  [ "$DOTS" = 0 ] || printf ' '
  DOTS=0
  if [ -t 1 ]; then printf '\r\033[K%s: %d s\n' "$1" "$2"; else printf '%d s\n' "$2"; fi
}

# launch COMMAND…: starts a command or function in the background, in a process group of its own
# (so that Ctrl-C reaches only this script, which then ends things in order). Its id is in $LAUNCHED.
launch() {
  set -m
  "$@" </dev/null 8>&- 9>&- &
  LAUNCHED=$!
  set +m
}

# once NAME HASH COMMAND…: a step that is left out while the stamp of the last success has the same hash.
once() {
  local stamp=$STAMPS/$1 hash=$2
  shift 2
  [ "$(cat "$stamp" 2>/dev/null)" != "$hash" ] || return 0
  rm -f "$stamp"
  step "$@"
  printf '%s\n' "$hash" >"$stamp"
}

hash_of() { cat "$@" 2>/dev/null | sha256sum | cut -c1-64; }
