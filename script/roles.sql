-- The database roles, made by an administrator once per server; may be run again:
--   psql -d postgres -f script/roles.sql
-- The login owns the tables and takes on one of the others for what it serves:
--   web     pages for staff          worker  imports and computations
--   public  everybody's requests: sees what was released, no raw table
do $$
declare
  name text;
begin
  if not exists (select from pg_roles where rolname = 'sozialmonitor') then
    create role sozialmonitor login nosuperuser createdb nocreaterole;
  end if;
  foreach name in array array['sozialmonitor_web', 'sozialmonitor_worker', 'sozialmonitor_public'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin nosuperuser nocreatedb nocreaterole', name);
    end if;
    execute format('grant %I to sozialmonitor', name);
  end loop;
end
$$;
