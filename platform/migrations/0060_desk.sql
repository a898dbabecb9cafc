-- What a desk reads: the open cases it holds and what bodies ask each other, soonest due first.

-- The queue of a desk goes on from a row: one bound of one index, and nothing in it is null.
-- Counts go state by state, because one body has desks for several.
drop index biz.case_queue;
create index case_queue_state on biz."case"
  (city_id, holder_unit_id, state, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz))
  where state not in ('closed', 'refused', 'void', 'moved', 'merged');
create index case_queue on biz."case" (city_id, holder_unit_id, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where state not in ('closed', 'refused', 'void', 'moved', 'merged');
create index assignment_queue on biz.assignment (city_id, unit_id, coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where state in ('open', 'accepted');
create index assignment_asker on biz.assignment
  (city_id, asker_unit_id, coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz), id) where state in ('open', 'accepted');
drop index biz.assignment_asked;
create index assignment_asked on biz.assignment
  (city_id, asks_unit_id, coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz), id) where asks_unit_id is not null;

create view api.body with (security_invoker = true) as
  select tenant_id, city_id, unit_id, home_id, kind, name, code, from_day, to_day from biz.body;
comment on view api.body is E'@primaryKey tenant_id,unit_id\nWho may work the cases of a tenant.';
grant select on api.body to gw_city, gw_county, gw_unit;

create view api.person with (security_invoker = true) as select tenant_id, city_id, id, name from biz.person;
comment on view api.person is E'@primaryKey tenant_id,id\nSomebody who works for the asker''s own tenant.';
grant select on api.person to gw_city, gw_county, gw_unit;

create or replace view api."case" with (security_invoker = true) as
  select tenant_id, city_id, id, holder_id, case_no, stage, kind, class_id, source_code, source_group, address,
    description, longitude, latitude, original_x, original_y, original_crs, tile, cell_id, unit_name, rule_id,
    limit_value, limit_unit, reported_at, filed_at, dispatched_at, disposed_at, closed_at, refused_at, voided_at,
    suspended_at, resumed_at, due_at, due_provisional, closing_type, self_handled, rework_count, extension_count,
    claimed_due_at, claimed_overdue, created_at, updated_at,
    state, version, holder_unit_id, lead_unit_id, supervision_unit_id, command_unit_id, step_due_at, warn_at, resume_at,
    urgent, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz) as queue_at
  from biz."case";
comment on column api."case".queue_at is E'@notNull\nDeadline of the running step; the year 9999 where none runs.';
grant select on api."case" to gw_unit;

create or replace view api.case_event with (security_invoker = true) as
  select e.tenant_id, e.city_id, e.id, e.case_id, e.kind, e.occurred_at, e.recorded_at, e.unit_name, e.post, e.data, e.batch_id,
    e.row_no,
    coalesce(exists (select from unnest(k.epochs, k.froms, k.tos) as closing(epoch, from_at, to_at)
      where closing.epoch < e.epoch and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end >= closing.from_at
        and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end < closing.to_at), false) as is_late,
    e.amends, e.by_unit_id, e.person_id, e.version, e.assignment_id
  from biz.case_event e
  join biz."case" c on c.tenant_id = e.tenant_id and c.id = e.case_id
  left join (select tenant_id, array_agg(epoch) as epochs, array_agg(from_at) as froms, array_agg(to_at) as tos
    from biz.closing group by tenant_id) k on k.tenant_id = e.tenant_id;
grant select on api.case_event to gw_unit;

create view api.assignment with (security_invoker = true) as
  select tenant_id, city_id, id, case_id, kind, subtype, asker_unit_id, unit_id, also_unit_id, inner_unit_id, person_id, brief,
    asked_at, limit_value, limit_unit, due_at, warn_at, state, answer, asks, asks_unit_id,
    coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz) as queue_at
  from biz.assignment;
comment on view api.assignment is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id, case_id) references api.case (tenant_id, id)|@fieldName case|@fieldName case\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\n@foreignKey (tenant_id, asker_unit_id) references api.body (tenant_id, unit_id)|@fieldName asker\n@foreignKey (tenant_id, unit_id) references api.body (tenant_id, unit_id)|@fieldName unit\nWhat one body asks another about a case.';
comment on column api.assignment.queue_at is E'@notNull\nWhen it is due; the year 9999 where it need not be by any time.';
grant select on api.assignment to gw_city, gw_county, gw_unit;

-- Not-null and comments are taken over from the column below of the same name, as in 0010.
do $$
declare
  c record;
begin
  for c in
    select v.relname as view_name, a.attname as column_name, t.attnotnull, col_description(b.oid, t.attnum) as description
    from pg_class v
    join pg_attribute a on a.attrelid = v.oid and a.attnum > 0
    join pg_class b on b.relname = v.relname and b.relkind = 'r' and b.relnamespace = 'biz'::regnamespace
    join pg_attribute t on t.attrelid = b.oid and t.attname = a.attname
    where v.relnamespace = 'api'::regnamespace and v.relkind = 'v' and v.relname in ('body', 'person', 'case', 'case_event',
      'assignment')
      and (t.attnotnull or col_description(b.oid, t.attnum) is not null)
      and col_description(v.oid, a.attnum) is null
  loop
    execute format('comment on column api.%I.%I is %L', c.view_name, c.column_name,
      concat_ws(E'\n', case when c.attnotnull then '@notNull' end, c.description));
  end loop;
end $$;
