-- The logins and roles of Tsunagu: run by a superuser, once, while connected to its database. Running it again changes nothing.
-- bin/serve runs it on the embedded server; on a server of your own:
--     createdb tsunagu && psql -d tsunagu -f config/roles.sql, then give both logins a password (\password owner, \password app).
--
-- owner  owns database and tables, migrates and backs up; no policy holds it, so nothing else may use it
-- app    the running program: owns nothing, may do nothing with records until it has taken a reach
-- reach_…  what the acting person may see (docs/access.md). NOT inherited: an app that nobody acts through sees nothing.
do $$
declare name text;
begin
  foreach name in array array['owner', 'app'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I login nosuperuser nocreatedb nocreaterole', name);
    end if;
  end loop;
  foreach name in array array['reach_own', 'reach_all', 'reach_none', 'reach_count', 'reach_system'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
    execute format('grant %I to app, owner with inherit false, set true', name);
  end loop;
  grant app to owner with inherit false, set true;
  execute format('alter database %I owner to owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to app', current_database());
  -- The server's log does not repeat rows, which are what somebody typed of a family.
  alter role app set log_error_verbosity = terse;
  alter role owner set log_error_verbosity = terse;
end $$;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
