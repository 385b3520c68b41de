# shellcheck shell=bash
# PostgreSQL with PostGIS, Redis and gettext: the system's, else installed by apt, else unpacked into var/sys.
# Whatever the way, the programs end up as links in var/bin, the only place the other parts look.

DATABASE_TOOLS=(initdb postgres psql pg_isready pg_dump pg_restore)
TRANSLATION_TOOLS=(msgfmt msgmerge xgettext msguniq msgattrib)

# Ours, unless the operator named others.
own_database() { [ -n "$OWN_DATABASE" ]; }
own_broker() { [ -n "$OWN_BROKER" ]; }

provide_system_packages() {
  tools_work || link_system_tools || get_packages
  tools_work || die "The programs in $BIN do not run: remove $VAR/sys and $BIN, then start again."
}

get_packages() {
  if may_install; then
    REMEDY="Mend apt-get (its lines are above), or install PostgreSQL with PostGIS, redis-tools and gettext by hand." \
      step "Installing PostgreSQL, PostGIS, Redis and gettext with apt" install_packages
    link_system_tools || die "The installed programs were not found: start again with SOZIALMONITOR_ROOTLESS=1 as a user other than root."
  else
    command -v apt-get >/dev/null || die "This system has no apt-get: install PostgreSQL ≥ 15 with PostGIS, Redis and gettext yourself, then start again."
    [ "$(id -u)" != 0 ] || die "SOZIALMONITOR_ROOTLESS=1 is for users other than root: unset it, or change the user."
    REMEDY="Check that this machine reaches its package sources; or let root run: apt-get install postgresql postgis redis-tools gettext." \
      step "Unpacking PostgreSQL, PostGIS, Redis and gettext into var/sys (needs no root right)" unpack_packages
  fi
}

tools_work() {
  [ "$(cat "$BIN/checkout" 2>/dev/null)" = "$PWD" ] && "$BIN/msgfmt" --version &&
    { ! own_database || "$BIN/postgres" --version; } &&
    { ! own_broker || "$BIN/redis-server" --version; }
} >/dev/null 2>&1

may_install() {
  command -v apt-get >/dev/null && [ -z "${SOZIALMONITOR_ROOTLESS:-}" ] || return 1
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

as_root() {
  local change=()
  [ "$(id -u)" = 0 ] || change=(sudo -n)
  "${change[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 "$@"
}

# --- the system's own programs ---

link_system_tools() {
  local server redis tool
  program msgfmt >/dev/null || return 1
  ! own_database || server=$(newest_server) || return 1
  ! own_broker || redis=$(redis_program) || return 1
  rm -rf "$BIN" && mkdir -p "$BIN"
  for tool in "${TRANSLATION_TOOLS[@]}"; do ln -s "$(command -v "$tool")" "$BIN/"; done
  ! own_database || for tool in "${DATABASE_TOOLS[@]}"; do ln -s "$server/$tool" "$BIN/"; done
  if own_broker; then
    make_tool redis-server "$redis"
    ln -s "$(command -v redis-cli)" "$BIN/"
  fi
  printf '%s\n' "$PWD" >"$BIN/checkout"
}

# make_tool NAME PROGRAM [SETTING…]: a program in var/bin that starts another by its full path.
# redis-server goes by the name it is called by: redis-tools holds it, without the service that Debian would start.
make_tool() {
  local name=$1 program=$2
  shift 2
  {
    printf '#!/bin/bash\n'
    [ $# = 0 ] || { printf 'export' && printf ' %q' "$@" && printf '\n'; }
    if [ "$name" = redis-server ]; then printf 'exec -a redis-server'; else printf 'exec'; fi
    printf ' %q "$@"\n' "$program"
  } >"$BIN/$name"
  chmod 755 "$BIN/$name"
}

# The directory of the newest PostgreSQL that has PostGIS and its projection files, or of the one that made our cluster.
newest_server() {
  local version
  for version in $(find /usr/lib/postgresql -maxdepth 1 -name '[1-9]*' -printf '%f\n' 2>/dev/null | sort -rn); do
    if suits "$version" && [ -x "/usr/lib/postgresql/$version/bin/initdb" ] &&
      [ -e "/usr/lib/postgresql/$version/lib/postgis-3.so" ] && [ -s /usr/share/proj/proj.db ] &&
      [ -e "/usr/share/postgresql/$version/extension/postgis.control" ]; then
      printf '%s\n' "/usr/lib/postgresql/$version/bin"
      return 0
    fi
  done
  return 1
}

suits() {
  local made_by
  made_by=$(cat "$VAR/postgres/data/PG_VERSION" 2>/dev/null) || made_by=$1
  [ "$1" -ge 15 ] && [ "$1" = "$made_by" ]
}

redis_program() { program redis-cli >/dev/null && { program redis-server || program redis-check-rdb; }; }

# (`command -v` also names files that nobody may run.)
program() { [ -x "$(command -v "$1")" ] && command -v "$1"; }

# --- installed by apt ---

# create_main_cluster=false for the moment of installing: Debian would make and start a cluster of its own.
install_packages() {
  local no_main=/etc/postgresql-common/createcluster.d/sozialmonitor.conf packages=(gettext) version
  as_root apt-get update -q || say "Some package lists could not be fetched; going on with what is there."
  if own_database; then
    version=$(newest_offered) || exit 1
    packages+=("postgresql-$version" "postgresql-$version-postgis-3" proj-data tzdata)
    as_root mkdir -p "$(dirname "$no_main")"
    as_root sh -c "echo 'create_main_cluster = false' >$no_main"
  fi
  ! own_broker || packages+=(redis-tools)
  as_root apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}"
  as_root rm -f "$no_main"
}

newest_offered() {
  local version
  for version in $(apt-cache "$@" search --names-only '^postgresql-[0-9]+-postgis-3$' | sed 's/^postgresql-\([0-9]*\).*/\1/' | sort -rn); do
    ! suits "$version" || break
  done
  suits "${version:-0}" || die "No package source offers PostGIS for PostgreSQL ≥ 15 (and for the version that made var/postgres, if that exists): use Debian ≥ 12 or Ubuntu ≥ 24.04, or set DATABASE_URL."
  printf '%s\n' "$version"
}

# --- unpacked into var/sys, with package lists of our own ---

unpack_packages() {
  local version wanted
  update_own_lists
  version=$(newest_offered "$OWN_APT") || exit 1
  wanted=("postgresql-$version" "postgresql-client-$version" "postgresql-$version-postgis-3"
    "postgresql-$version-postgis-3-scripts" redis-tools gettext)
  apt-cache "$OWN_APT" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
    --no-enhances "${wanted[@]}" | "$PYTHON" "$LIB/needed_packages.py" "${wanted[@]}" >"$VAR/apt/needed"
  rm -rf "$VAR/sys"
  mapfile -t wanted <"$VAR/apt/needed"
  unpack "${wanted[@]}"
  # What update-alternatives does when the package is installed.
  (cd "$VAR/sys/usr/share/postgresql/$version/extension" && for file in postgis*-3.control; do ln -sf "$file" "${file/-3/}"; done)
  wrap_tools "$VAR/sys" "$VAR/sys/usr/lib/postgresql/$version"
  rm -rf "$VAR/apt"
}

unpack() {
  local package
  mkdir -p "$VAR/sys" "$VAR/apt/packages"
  (cd "$VAR/apt/packages" && apt-get "$OWN_APT" download -q "$@")
  for package in "$VAR"/apt/packages/*.deb; do dpkg -x "$package" "$VAR/sys"; done
  rm -rf "$VAR/apt/packages"
}

# The system's own settings without their hooks, but lists and cache in var/apt.
OWN_APT=-c=$VAR/apt/apt.conf
update_own_lists() {
  mkdir -p "$VAR/apt/lists/partial" "$VAR/apt/cache/archives/partial"
  cat >"$VAR/apt/apt.conf" <<END
Dir::State::Lists "$VAR/apt/lists/";
Dir::Cache "$VAR/apt/cache/";
Dir::Cache::pkgcache "pkgcache.bin";
Acquire::http::Timeout "30";
APT::Sandbox::User "";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
END
  apt-get "$OWN_APT" update -q || say "Some package lists could not be fetched; going on with the others."
}

# fetch_packages NAME…: small ones that run from anywhere.
fetch_packages() {
  if may_install; then
    as_root apt-get update -q || true
    as_root apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
  else
    command -v apt-get >/dev/null && update_own_lists && unpack "$@"
  fi
}

# Programs that find their libraries in var/sys; Python and Node never see that path.
wrap_tools() {
  local sys=$1 server=$2 tool triple libraries
  triple=$(uname -m)-linux-gnu
  libraries=$sys/usr/lib/$triple:$sys/lib/$triple
  check_libraries "$libraries" "$server"/{bin/postgres,bin/psql,lib/postgis-3.so} "$sys"/usr/bin/{redis-check-rdb,msgfmt}
  rm -rf "$BIN" && mkdir -p "$BIN"
  for tool in "${DATABASE_TOOLS[@]}"; do make_tool "$tool" "$server/bin/$tool" "LD_LIBRARY_PATH=$libraries" "PROJ_DATA=$sys/usr/share/proj"; done
  for tool in redis-cli "${TRANSLATION_TOOLS[@]}"; do make_tool "$tool" "$sys/usr/bin/$tool" "LD_LIBRARY_PATH=$libraries"; done
  make_tool redis-server "$sys/usr/bin/redis-check-rdb" "LD_LIBRARY_PATH=$libraries"
  printf '%s\n' "$PWD" >"$BIN/checkout"
}

check_libraries() {
  local missing
  missing=$(LD_LIBRARY_PATH=$1 ldd "${@:2}" | awk '/not found/ {print $1}' | sort -u | tr '\n' ' ')
  [ -z "$missing" ] || die "This system lacks the libraries ${missing}and they could not be fetched: ask its administrator for them."
  [ -e /usr/share/zoneinfo/UTC ] || die "This system lacks time zone files: ask its administrator to install tzdata."
}

# --- a browser for the tests ---

provide_browser() {
  [ -z "${SOZIALMONITOR_NO_BROWSER:-}" ] || return 0
  CHROMIUM=${CHROMIUM:-$(find_browser)} || ! may_install ||
    REMEDY="Install a Chromium yourself, or set SOZIALMONITOR_NO_BROWSER=1 to leave the browser tests out." \
      step "Installing Chromium with apt" install_browser
  CHROMIUM=${CHROMIUM:-$(find_browser)} || export SOZIALMONITOR_NO_BROWSER=1
  export CHROMIUM
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    program "$name" && return 0
  done
  return 1
}

# Ubuntu has Chromium only as a snap: there the tests do without if none is installed.
install_browser() {
  as_root apt-get update -q || true
  grep -q '^ID=ubuntu' /etc/os-release ||
    as_root apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 chromium fonts-dejavu-core
}
