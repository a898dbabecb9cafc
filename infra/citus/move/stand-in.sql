-- What of Citus the move calls, on a plain PostgreSQL: notes every call and refuses what Citus refuses.
set allow_system_table_mods = on;
create table pg_catalog.pg_dist_partition (logicalrelid oid primary key, partmethod "char", colocated_with text);
create table pg_catalog.pg_dist_object (classid oid, objid oid);
reset allow_system_table_mods;
create schema citus_calls;
create table citus_calls.call (no int generated always as identity, what text, target text);
-- A table whose distribution fails, to see what a stopped move leaves.
create table citus_calls.failing (target text);

create function pg_catalog.create_reference_table(target regclass) returns void language plpgsql as $$
begin
  if exists (select from pg_constraint where contype = 'f' and conrelid = target) then
    raise exception 'stand-in: % still has foreign keys', target;
  end if;
  insert into pg_dist_partition values (target, 'n', null);
  insert into citus_calls.call (what, target) values ('reference', target::text);
end $$;

create function pg_catalog.create_distributed_table(target regclass, distribution_column text,
  colocate_with text default 'default', shard_count int default null) returns void language plpgsql as $$
begin
  if exists (select from citus_calls.failing f where f.target = create_distributed_table.target::text) then
    raise exception 'stand-in: % fails', target;
  end if;
  if exists (select from pg_constraint where contype = 'f' and target in (conrelid, confrelid)) then
    raise exception 'stand-in: % still has foreign keys', target;
  end if;
  if colocate_with <> 'none' and not exists (select from pg_dist_partition
      where logicalrelid = colocate_with::regclass and partmethod = 'h') then
    raise exception 'stand-in: % is not distributed', colocate_with;
  end if;
  insert into pg_dist_partition values (target, 'h', colocate_with);
  insert into citus_calls.call (what, target) values (format('distributed by %s', distribution_column), target::text);
end $$;

create function pg_catalog.create_distributed_function(target regprocedure) returns void language plpgsql as $$
begin
  insert into pg_dist_object values ('pg_proc'::regclass, target);
  insert into citus_calls.call (what, target) values ('function', target::text);
end $$;

create function pg_catalog.truncate_local_data_after_distributing_table(target regclass) returns void language plpgsql as $$
begin
  insert into citus_calls.call (what, target) values ('emptied', target::text);
end $$;
