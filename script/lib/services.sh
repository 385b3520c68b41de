# shellcheck shell=bash
# The private PostgreSQL cluster and Redis of one state directory ($STATE), and every process started from it.
# They listen on sockets only, in a directory nobody else may enter; a system's own servers are never touched.

# --- processes: start NAME, stop NAME; run/NAME.pid is the group leader, log/NAME.log what it says ---

# `where` and `privileges` may be set by the caller. The kernel sends $on_death if this script is killed hard.
start() {
  local name=$1 log=$STATE/log/$1.log
  shift
  [ "$(stat -c %s "$log" 2>/dev/null || echo 0)" -lt 10000000 ] || mv "$log" "$log.1"
  launch env --chdir="${where:-$PWD}" setpriv "${privileges[@]}" --pdeathsig "${on_death:-TERM}" -- "$@" >>"$log" 2>&1
  PROCESS[$name]=$LAUNCHED
  printf '%s\n' "$LAUNCHED" >"$STATE/run/$name.pid"
}
declare -A PROCESS=() # name → process id
privileges=()

# belonging GROUP: the living processes of a process group that work in this checkout (numbers are used again).
belonging() {
  local file line fields
  for file in /proc/[0-9]*/stat; do
    { read -r line <"$file"; } 2>/dev/null || continue
    read -ra fields <<<"${line##*) }"
    if [ "${fields[2]}" = "$1" ] && [ "${fields[0]}" != Z ] && is_ours "$(readlink "${file%stat}cwd")"; then
      printf '%s\n' "${line%% *}"
    fi
  done
}

is_ours() {
  case $1 in "$PWD" | "$PWD"/* | "$STATE"/* | "$(readlink -f "$STATE/postgres")"*) return 0 ;; esac
  return 1
}

# PostgreSQL's children leave its process group: they are known by their directory.
remaining() {
  if [ -s "$STATE/run/$1.pid" ]; then belonging "$(cat "$STATE/run/$1.pid")"; fi
  if [ "$1" = postgres ] && [ -d "$STATE/postgres/data" ]; then
    { find /proc -mindepth 2 -maxdepth 2 -name cwd -printf '%h\t%l\n' 2>/dev/null || true; } |
      data=$(readlink -f "$STATE/postgres/data") awk -F '\t' '$2 == ENVIRON["data"] { sub("/proc/", "", $1); print $1 }'
  fi
}

# signal NAME SIGNAL: to the leader only, which ends its children in order.
signal() {
  local leader
  leader=$(cat "$STATE/run/$1.pid" 2>/dev/null) || return 0
  case " $(belonging "$leader" | tr '\n' ' ')" in *" $leader "*) kill -s "$2" "$leader" ;; esac
}

# stop SECONDS NAME…: waits until they are gone; what is left then is killed.
stop() {
  local patience=$(($1 * 10)) name left
  shift
  for name in "$@"; do
    while [ -n "$(remaining "$name")" ] && [ $((patience--)) -gt 0 ] && [ -z "$HURRY" ]; do sleep 0.1; done
    left=$(remaining "$name")
    # shellcheck disable=SC2086
    [ -z "$left" ] || kill -KILL $left 2>/dev/null || true
    wait "$(cat "$STATE/run/$name.pid" 2>/dev/null || echo $$)" 2>/dev/null || true
    rm -f "$STATE/run/$name.pid"
  done
}
HURRY=

# First those who use the servers, then the servers. A task cut off is sent again by the next worker.
stop_everything() {
  local name
  for name in beat worker web; do signal "$name" TERM; done
  stop 20 beat worker web
  signal redis TERM
  signal postgres INT
  stop 20 redis postgres
  clear_sockets
}

# What an earlier start left behind because it was killed hard.
end_leftovers() {
  local name
  for name in beat worker web redis postgres; do
    [ -z "$(remaining "$name")" ] || { say "Ending what an earlier start left running ($name)." && stop_everything && break; }
  done
  rm -f "$STATE"/run/*.pid
  clear_sockets
}

# await SECONDS NAME COMMAND…: until the command succeeds; an error if it does not, or the process has ended.
await() {
  local patience=$(($1 * 10)) name=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ -z "$(remaining "$name")" ] || [ $((patience--)) = 0 ]; then
      tail -n 15 "$STATE/log/$name.log" | sed 's/^/  | /' >&2
      die "$name did not start: $STATE/log/$name.log says why (its end is above)."
    fi
    sleep 0.1
  done
}

# --- where the sockets lie: a path may have 107 bytes and nothing an address would have to quote ---

place_sockets() {
  local place=$STATE/postgres
  own_database || place=$STATE
  place=$(readlink -f "$place")/sockets
  if [ ${#place} -gt 85 ] || [[ $place =~ [^A-Za-z0-9/._-] ]]; then
    place=$(mktemp -d "${XDG_RUNTIME_DIR:-/tmp}/sozialmonitor-XXXXXX")
  fi
  (umask 077 && mkdir -p "$place")
  give_to_postgres "$place"
  ln -sfn "$place" "$STATE/run/sockets"
  SOCKETS=$place
}

clear_sockets() {
  local place
  place=$(readlink "$STATE/run/sockets") || return 0
  rm -f "$place"/redis.sock "$place"/.s.PGSQL.* "$STATE/run/sockets"
  rmdir "$place" 2>/dev/null || true
}

# --- PostgreSQL ---

# It refuses to run as root: then as the user postgres, who also owns the cluster.
as_postgres() {
  local change=()
  [ "$(id -u)" != 0 ] || change=(setpriv --reuid=postgres --regid=postgres --init-groups --)
  (cd / && "${change[@]}" "$@")
}

give_to_postgres() { if [ "$(id -u)" = 0 ] && own_database; then chown postgres: "$@"; fi; }

# Below a home that postgres may not enter, the cluster lies in /var/lib/sozialmonitor and var/postgres is a link to it.
place_cluster() {
  local cluster=$STATE/postgres
  [ ! -e "$cluster" ] || return 0
  mkdir -m 711 "$cluster"
  if [ "$(id -u)" = 0 ] && ! as_postgres test -x "$cluster"; then
    rmdir "$cluster"
    (umask 066 && mkdir -p /var/lib/sozialmonitor)
    ln -s "$(mktemp -d /var/lib/sozialmonitor/XXXXXX)" "$cluster"
    chmod 711 "$cluster/"
    printf '%s\n' "$STATE" >"$cluster/checkout"
    say "PostgreSQL's user may not enter $PWD, so the database lies in $(readlink "$cluster")."
  fi
}

# A checkout that was copied gets a cluster of its own, one that was moved keeps its cluster.
claim_cluster() {
  local link=$STATE/postgres owner
  [ -L "$link" ] || return 0
  owner=$(cat "$link/checkout" 2>/dev/null) || owner=
  if [ ! -d "$link" ] || { [ "$owner" != "$STATE" ] && [ "$(readlink "$owner/postgres")" = "$(readlink "$link")" ]; }; then
    rm "$link"
  else
    printf '%s\n' "$STATE" >"$link/checkout"
  fi
}

# For tests: nothing of an earlier run may decide one.
drop_cluster() {
  local place
  place=$(readlink -f "$STATE/postgres") || return 0
  ! own_database || rm -rf "$place" "$STATE/postgres"
}

make_cluster() {
  local data
  data=$(readlink -f "$STATE/postgres")/data
  rm -rf "$data.new" && mkdir -m 700 "$data.new" && give_to_postgres "$data.new"
  as_postgres "$(readlink -f "$BIN/initdb")" -D "$data.new" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --data-checksums ${THROWAWAY:+--no-sync}
  mv "$data.new" "$data"
}

start_database() {
  local where data privileges=() on_death=INT options=()
  place_cluster
  where=$(readlink -f "$STATE/postgres") && data=$where/data
  [ -s "$data/PG_VERSION" ] || step "Making the database cluster" make_cluster
  [ "$(id -u)" != 0 ] || privileges=(--reuid=postgres --regid=postgres --init-groups)
  [ -z "$THROWAWAY" ] || options=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
  # Nothing of an earlier start lives any more: its lock files may name a process of somebody else.
  rm -f "$data/postmaster.pid" "$SOCKETS"/.s.PGSQL.*
  start postgres "$(readlink -f "$BIN/postgres")" -D "$data" -c listen_addresses= -c "unix_socket_directories=$SOCKETS" \
    -c port=5432 -c jit=off -c max_connections=100 "${options[@]}"
  await 60 postgres "$BIN/psql" -h "$SOCKETS" -U postgres -d postgres -c 'select 1'
  [ -e "$where/made" ] || step "Making roles and database" make_database
}

# Extensions go into template1: only a superuser may make them, and the test databases need them too.
make_database() {
  local ask=("$BIN/psql" -h "$SOCKETS" -U postgres -v ON_ERROR_STOP=1 -q)
  "${ask[@]}" -d postgres -f script/roles.sql
  "${ask[@]}" -d template1 -c 'create extension if not exists postgis' -c 'create extension if not exists btree_gist'
  [ "$("${ask[@]}" -At -d postgres -c "select 1 from pg_database where datname = 'sozialmonitor'")" = 1 ] ||
    "${ask[@]}" -d postgres -c 'create database sozialmonitor owner sozialmonitor'
  touch "$STATE/postgres/made"
}

# --- Redis ---

# Without files: what must survive is in PostgreSQL.
start_redis() {
  local where=$STATE/run
  start redis "$BIN/redis-server" --port 0 --unixsocket "$SOCKETS/redis.sock" --unixsocketperm 700 --save '' \
    --appendonly no --dir "$where" --daemonize no
  await 20 redis "$BIN/redis-cli" -s "$SOCKETS/redis.sock" ping
}

# --- both, or the operator's own ---

start_services() {
  if own_database; then place_cluster; fi
  place_sockets
  if own_database; then
    start_database
    export DATABASE_URL="postgresql://sozialmonitor@/sozialmonitor?host=$SOCKETS&port=5432"
  fi
  if own_broker; then
    start_redis
    export REDIS_URL="unix://$SOCKETS/redis.sock"
  fi
  .venv/bin/python "$LIB/check_services.py"
}
