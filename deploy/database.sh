#!/usr/bin/env bash
# Runs once, when the database container makes its cluster: roles, database, extensions.
set -euo pipefail
psql=(psql --username "${POSTGRES_USER:-postgres}" --quiet --set ON_ERROR_STOP=1)
"${psql[@]}" --dbname postgres --file /roles.sql
"${psql[@]}" --dbname postgres --set password="$POSTGRES_PASSWORD" <<'END'
alter role sozialmonitor password :'password';
create database sozialmonitor owner sozialmonitor;
END
"${psql[@]}" --dbname sozialmonitor --command 'create extension postgis' --command 'create extension btree_gist'
