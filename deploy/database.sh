#!/bin/sh
# Run by the PostgreSQL image where it makes a new cluster: logins, roles, extensions, and the logins' passwords.
set -e
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" -f /etc/tsunagu/roles.sql
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    -v owner="$(cat /run/secrets/owner_password)" -v app="$(cat /run/secrets/app_password)" <<'SQL'
alter role owner password :'owner';
alter role app password :'app';
SQL
