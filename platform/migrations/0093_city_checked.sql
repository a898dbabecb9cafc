-- Whoever writes a row of a tenant writes the tenant's own city: a row under a foreign city would be shown to that city. Tables
-- of few rows get the key that most have; those that uploads fill are held by their policies, which costs less (record 0062).

-- Shapes are joined by ' + ': 'own holder + city' is what the one and the other ask.
create function migration.conditions(shape text) returns text language sql immutable as $$
  select case when bool_and(migration.condition(part) is not null)
    then string_agg(migration.condition(part), ' and ' order by n) end
  from unnest(string_to_array(shape, ' + ')) with ordinality as parts(part, n)
$$;
comment on function migration.conditions is 'The condition of a shape, or of several joined by " + ".';
revoke execute on function migration.conditions from public;

create or replace procedure migration.allow(role text, command text, target text, shape text,
  checked text default null, columns text default null)
language plpgsql as $$
declare
  condition text := migration.conditions(shape);
  check_condition text := migration.conditions(coalesce(checked, shape));
begin
  if condition is null or check_condition is null then
    raise exception 'unknown policy shape % or %', shape, checked;
  end if;
  execute format('grant %s %s on %s to %I', command, coalesce('(' || columns || ')', ''), target, role);
  execute format('create policy %I on %s for %s to %I %s', role || '_' || command, target, command, role,
    case command
      when 'insert' then format('with check (%s)', condition)
      when 'update' then format('using (%s) with check (%s)', condition, check_condition)
      else format('using (%s)', condition)
    end);
end $$;

drop policy clerk_insert on biz."case";
call migration.allow('clerk', 'insert', 'biz."case"', 'own + city');
drop policy clerk_update on biz."case";
call migration.allow('clerk', 'update', 'biz."case"', 'own', 'own + city');
drop policy gw_county_insert on biz."case";
call migration.allow('gw_county', 'insert', 'biz."case"', 'own holder + city');
drop policy gw_county_update on biz."case";
call migration.allow('gw_county', 'update', 'biz."case"', 'own holder', 'own + city');
drop policy ingest_insert on biz."case";
call migration.allow('ingest', 'insert', 'biz."case"', 'own holder + city');
drop policy ingest_update on biz."case";
call migration.allow('ingest', 'update', 'biz."case"', 'own holder', 'own + city');

drop policy ingest_insert on biz.case_fact;
call migration.allow('ingest', 'insert', 'biz.case_fact', 'own + city');
drop policy ingest_update on biz.case_fact;
call migration.allow('ingest', 'update', 'biz.case_fact', 'own', 'own + city');
drop policy rollup_insert on biz.case_fact;
call migration.allow('rollup', 'insert', 'biz.case_fact', 'own + city');
drop policy rollup_update on biz.case_fact;
call migration.allow('rollup', 'update', 'biz.case_fact', 'own', 'own + city');

drop policy ingest_insert on biz.case_source;
call migration.allow('ingest', 'insert', 'biz.case_source', 'own + city');
drop policy ingest_update on biz.case_source;
call migration.allow('ingest', 'update', 'biz.case_source', 'own', 'own + city');

drop policy ingest_insert on biz.case_turn;
call migration.allow('ingest', 'insert', 'biz.case_turn', 'own + city');
drop policy ingest_update on biz.case_turn;
call migration.allow('ingest', 'update', 'biz.case_turn', 'own', 'own + city');
drop policy rollup_insert on biz.case_turn;
call migration.allow('rollup', 'insert', 'biz.case_turn', 'own + city');
drop policy rollup_update on biz.case_turn;
call migration.allow('rollup', 'update', 'biz.case_turn', 'own', 'own + city');

drop policy ingest_insert on biz.finding;
call migration.allow('ingest', 'insert', 'biz.finding', 'own + city');

drop policy gw_operator_insert on biz.tenant;
call migration.allow('gw_operator', 'insert', 'biz.tenant', 'own + city');

alter table biz.assignment add constraint assignment_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.audit_seal add constraint audit_seal_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.batch_chunk add constraint batch_chunk_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.case_dirty add constraint case_dirty_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.case_media add constraint case_media_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.downlink add constraint downlink_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.mapping add constraint mapping_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.media add constraint media_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.period add constraint period_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.post add constraint post_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.result_list add constraint result_list_tenant
  foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
