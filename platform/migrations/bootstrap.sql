-- Runs once per server as superuser, again harmlessly at every start. Passwords are set by the command beside it.
-- owner owns every table, logs in never, and bypasses row-level security so that maintenance and Citus moves work.
do $$
declare
  r record;
begin
  for r in select * from (values
      ('owner', 'nologin bypassrls'),
      ('migrator', 'login noinherit'),
      ('gw_identity', 'login'),
      ('gw_city', 'login'),
      ('gw_county', 'login'),
      ('gw_unit', 'login'),
      ('gw_operator', 'login'),
      ('gw_accounts', 'login'),
      ('ingest', 'login'),
      ('clerk', 'login'),
      ('rollup', 'login'),
      ('gw_introspect', 'login'),
      ('jobs', 'login'),
      ('backup', 'login bypassrls')
    ) as wanted(name, options)
  loop
    if not exists (select from pg_roles where rolname = r.name) then
      execute format('create role %I %s', r.name, r.options);
    end if;
  end loop;
end $$;

grant owner to migrator with inherit false, set true;
grant gw_city, gw_county to gw_introspect;

-- Reads every row of every tenant and can change none: for backups alone.
grant pg_read_all_data to backup;
alter role backup set default_transaction_read_only to on;

-- migrator acts as owner from its first statement on, so every table belongs to owner.
alter role migrator set role to 'owner';

-- Nobody's page may hold a connection for long. Settings of the role, because poolers pass them and sessions need none.
alter role gw_city set statement_timeout to '10s';
alter role gw_county set statement_timeout to '10s';
alter role gw_unit set statement_timeout to '10s';
alter role gw_city set jit to off; -- pages are short; compiling them is not
alter role gw_county set jit to off;
alter role gw_unit set jit to off;
