# shellcheck shell=bash
# A command of manage.py that needs the database only: beside a running server, with a given database, or with the
# private one started for that long.

# with_database COMMAND…: paths in it count from where the caller stands ($CALLED_FROM).
with_database() {
  forget_foreign_settings
  read_dotenv
  note_given_servers
  export STATE_DIR=${STATE_DIR:-$VAR} REDIS_URL=${REDIS_URL:-redis://unused}
  if ! own_database; then
    with_given_database "$@"
  elif is_running; then
    beside_the_server "$@"
  else
    with_database_alone "$@"
  fi
}

is_running() { [ -e "$STATE_DIR/run/lock" ] && ! flock -n "$STATE_DIR/run/lock" true; }

with_given_database() {
  [ -n "${SECRET_KEY:-}" ] || provide_secret_key
  manage_here "$@"
}

# NOT_BESIDE is set by a command that must be alone with its database.
beside_the_server() {
  [ -z "${NOT_BESIDE:-}" ] || die "the server is running in this checkout: stop it with Ctrl-C there, then start again."
  [ -s "$STATE_DIR/environment" ] || die "the server is just starting: wait until it says that it runs, then start again."
  set -a
  # shellcheck disable=SC1091
  . "$STATE_DIR/environment"
  set +a
  manage_here "$@"
}

with_database_alone() {
  local code=0
  use_state "$STATE_DIR"
  stop_on_signals
  claim_cluster
  end_leftovers
  install_what_is_missing
  provide_secret_key
  place_cluster
  place_sockets
  start_database
  export DATABASE_URL="postgresql://sozialmonitor@/sozialmonitor?host=$SOCKETS&port=5432"
  manage_here "$@" || code=$?
  stop_everything
  exit "$code"
}

# A container has no .venv: there Python is the environment.
manage_here() {
  local python=$PWD/.venv/bin/python
  [ -x "$python" ] || python=$(command -v python) || die "nothing is installed here yet: start script/server once."
  (root=$PWD && cd "$CALLED_FROM" && "$python" "$root/manage.py" "$@")
}
