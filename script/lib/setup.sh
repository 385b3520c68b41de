# shellcheck shell=bash
# What script/server and script/test share, in the order things happen.

# A shell that starts this with & makes it deaf to Ctrl-C's signal, and bash cannot take that back.
if (("0x$(sed -n 's/^SigIgn:[[:space:]]*//p' "/proc/$$/status")" & 2)); then exec env --default-signal=INT "$0" "$@"; fi

set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
VAR=$PWD/var LIB=$PWD/script/lib
BIN=$VAR/bin STAMPS=$VAR/stamps
STEP='' READY='' THROWAWAY=''

for part in console environment packages services; do
  # shellcheck disable=SC1090
  . "$LIB/$part.sh"
done

# use_state DIRECTORY: where this start keeps cluster, sockets, logs and uploads. One start at a time: the lock goes
# with the process, however it ends.
use_state() {
  (umask 022 && mkdir -p "$VAR" "$1" && chmod 711 "$VAR" "$1")
  STATE=$(readlink -f "$1") LOG=$STATE/log/setup.log
  export STATE_DIR=$STATE
  (umask 077 && mkdir -p "$STATE/run" "$STATE/log" "$STAMPS")
  exec 9>>"$STATE/run/lock"
  flock -n 9 || already_running "$(cat "$STATE/run/owner" 2>/dev/null)"
  printf '%s\n' $$ >"$STATE/run/owner"
  printf '\n%s %s\n' "$(date '+%F %T')" "$0" >>"$LOG"
}

already_running() { die "$0 is already running in this checkout (process $1): use it, or stop it with Ctrl-C there or by: kill $1"; }

# Programs and packages are shared by script/server and script/test: one of them installs, the other waits.
install_what_is_missing() {
  exec 8>>"$VAR/setup.lock"
  flock -n 8 || { say "Waiting for another set-up in this checkout." && flock 8; }
  find_python
  provide_system_packages
  PATH=$PWD/.venv/bin:$BIN:$PATH
  provide_python_packages
  provide_node_packages
  exec 8>&-
}

stop_on_signals() {
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  trap finish EXIT
}

# However this script ends (kill -9 aside), nothing it started lives on. A second Ctrl-C hurries.
finish() {
  local code=$?
  trap 'HURRY=1' INT TERM HUP
  trap - EXIT
  set +e
  [ -z "$STEP" ] || kill -TERM -- "-$STEP" 2>/dev/null
  case $code in 130 | 143) printf '\nStopping.\n' ;; esac
  stop_everything
  [ -z "$THROWAWAY" ] || drop_cluster
  [ -z "$READY" ] || [ "$code" -lt 128 ] || code=0
  exit "$code"
}
