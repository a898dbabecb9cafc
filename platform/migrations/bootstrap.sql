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

-- What a role may cost the server: seconds of a statement, of a transaction that waits for its client, and space on the disk beside
-- the tables. Settings of the role, because poolers pass them and sessions need none. The two times a role can lift for itself
-- (they are everybody's to set); the space only a superuser can.
do $$
declare
  r record;
begin
  for r in select * from (values
      -- nobody's page may hold a connection for long
      ('gw_city', '10s', '30s', '1GB'),
      ('gw_county', '10s', '30s', '1GB'),
      ('gw_unit', '10s', '30s', '1GB'),
      ('gw_identity', '10s', '30s', '100MB'),
      ('gw_accounts', '10s', '30s', '100MB'),
      ('gw_introspect', '1min', '1min', '100MB'),
      -- a chunk, a closing, a rebuilt county, a manifest
      ('ingest', '15min', '10min', '10GB'),
      ('clerk', '15min', '10min', '10GB'),
      ('rollup', '15min', '10min', '10GB'),
      ('gw_operator', '15min', '10min', '10GB'),
      ('jobs', '5min', '10min', '1GB')
    ) as wanted(name, statement, idle, files)
  loop
    execute format('alter role %I set statement_timeout to %L', r.name, r.statement);
    execute format('alter role %I set idle_in_transaction_session_timeout to %L', r.name, r.idle);
    execute format('alter role %I set temp_file_limit to %L', r.name, r.files);
  end loop;
end $$;

alter role gw_city set jit to off; -- pages are short; compiling them is not
alter role gw_county set jit to off;
alter role gw_unit set jit to off;
