-- Closings are counted (epochs), late is computed from them, several series of periods may overlap; results are keyed by
-- what they are about.

-- One row per closing of a tenant: what was recorded in a later epoch about these days came late.
create table biz.closing (
  tenant_id int not null,
  city_id int not null,
  epoch int not null,
  period_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  primary key (tenant_id, epoch)
);
comment on table biz.closing is 'Closings of periods, one a row: which days they froze, and the epoch they ended.';
comment on column biz.closing.epoch is 'Events of this epoch and earlier ones were counted.';
comment on column biz.closing.from_at is 'First instant of the period in the tenant''s zone.';
comment on column biz.closing.to_at is 'First instant after the period.';
call migration.protect('biz.closing');
alter table biz.closing add constraint closing_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
call migration.allow('gw_county', 'select', 'biz.closing', 'own');
call migration.allow('gw_city', 'select', 'biz.closing', 'city');
call migration.allow('gw_unit', 'select', 'biz.closing', 'city');
call migration.allow('ingest', 'select', 'biz.closing', 'own');
call migration.allow('clerk', 'select', 'biz.closing', 'own');
call migration.allow('rollup', 'select', 'biz.closing', 'own');
call migration.allow('rollup', 'insert', 'biz.closing', 'own');

alter table biz.result add column snapshot int not null default 1;
alter table biz.result add column object_kind text not null default 'region';
alter table biz.result add column object_id int not null default 0;
alter table biz.result add column owner text not null default 'city';
alter table biz.result add column epoch int not null default 0;
alter table biz.result add column superseded_at timestamptz;
update biz.result set object_id = tenant_id;
alter table biz.result alter column object_id drop default;
alter table biz.result add constraint result_object_kind
  check (object_kind in ('region', 'department', 'post', 'person', 'street', 'community', 'company'));
alter table biz.result add constraint result_owner check (owner in ('city', 'county'));
comment on column biz.result.snapshot is 'From 1; reopening a period makes the next one.';
comment on column biz.result.object_kind is 'What is scored: so far regions only.';
comment on column biz.result.object_id is 'Id of it; of a region, the tenant.';
comment on column biz.result.owner is 'Whose scheme it is: the city''s, copied into each county, or the county''s own.';
comment on column biz.result.epoch is 'Events of this epoch and earlier ones count; meaningful once frozen.';
comment on column biz.result.superseded_at is 'When a later snapshot took its place; null = the one in force.';
comment on column biz.result.cut_at is 'When the county was frozen: what was open then is judged by this instant.';

-- Closings so far, in the order of their cuts. Their days stand in the city's period, which a county's row cannot be joined
-- to on a cluster: period by period.
insert into biz.closing (tenant_id, city_id, epoch, period_id, from_at, to_at)
  select tenant_id, city_id, (row_number() over (partition by tenant_id order by cut_at, period_id))::int - 1,
    period_id, cut_at, cut_at
  from biz.result where is_frozen
  on conflict do nothing;
do $$
declare
  p record;
begin
  for p in select tenant_id, id, from_day, to_day from biz.period loop
    update biz.closing k set from_at = p.from_day::timestamp at time zone t.time_zone,
        to_at = p.to_day::timestamp at time zone t.time_zone
      from biz.tenant t where t.tenant_id = k.tenant_id and k.city_id = p.tenant_id and k.period_id = p.id;
  end loop;
end $$;
update biz.result r set epoch = k.epoch from biz.closing k
  where k.tenant_id = r.tenant_id and k.period_id = r.period_id and r.is_frozen;
update biz.case_event e set epoch = k.epoch + 1
  from (select r.tenant_id, r.epoch, r.cut_at, lead(r.cut_at, 1, 'infinity') over (partition by r.tenant_id order by r.epoch) as next_cut_at
    from biz.result r where r.is_frozen) k
  where k.tenant_id = e.tenant_id and e.recorded_at >= k.cut_at and e.recorded_at < k.next_cut_at;
update biz.period_cut c set epoch = k.epochs
  from (select tenant_id, max(epoch) + 1 as epochs from biz.closing group by tenant_id) k
  where k.tenant_id = c.tenant_id;

alter table biz.result_list drop constraint result_list_result;
alter table biz.result_list drop constraint result_list_pkey;
alter table biz.result drop constraint result_pkey;
alter table biz.result add constraint result_pkey primary key (tenant_id, period_id, snapshot, object_kind, object_id);
alter table biz.result_list add column snapshot int not null default 1;
alter table biz.result_list add column object_kind text not null default 'region';
alter table biz.result_list add column object_id int not null default 0;
update biz.result_list set object_id = tenant_id;
alter table biz.result_list alter column object_id drop default;
alter table biz.result_list add constraint result_list_pkey
  primary key (tenant_id, period_id, snapshot, object_kind, object_id, counter);
alter table biz.result_list add constraint result_list_result foreign key (tenant_id, period_id, snapshot, object_kind, object_id)
  references biz.result (tenant_id, period_id, snapshot, object_kind, object_id);

alter table biz.scheme add column owner text not null default 'city';
alter table biz.scheme add constraint scheme_owner check (owner in ('city', 'county'));
comment on column biz.scheme.owner is 'Whose it is: the tenant''s kind.';
alter table biz.period add column owner text not null default 'city';
alter table biz.period add constraint period_owner check (owner in ('city', 'county'));
alter table biz.period add column series text not null default 'month';
alter table biz.period add constraint period_series check (series ~ '^[a-z][a-z0-9_-]{0,31}$');
comment on column biz.period.owner is 'Whose it is: the tenant''s kind.';
comment on column biz.period.series is 'week, ten_days, month, year or a name of one''s own: periods of one series do not overlap, those of several may.';
create index period_series on biz.period (tenant_id, series, from_day);

-- What was late is computed: recorded after a closing about days that it froze.
create or replace view api.case_event with (security_invoker = true) as
  select e.tenant_id, e.city_id, e.id, e.case_id, e.kind, e.occurred_at, e.recorded_at, e.unit_name, e.post, e.data, e.batch_id,
    e.row_no,
    coalesce(exists (select from unnest(k.epochs, k.froms, k.tos) as closing(epoch, from_at, to_at)
      where closing.epoch < e.epoch and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end >= closing.from_at
        and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end < closing.to_at), false) as is_late,
    e.amends
  from biz.case_event e
  join biz."case" c on c.tenant_id = e.tenant_id and c.id = e.case_id
  left join (select tenant_id, array_agg(epoch) as epochs, array_agg(from_at) as froms, array_agg(to_at) as tos
    from biz.closing group by tenant_id) k on k.tenant_id = e.tenant_id;
comment on column api.case_event.is_late is E'@notNull\nRecorded after a closing about days that it froze: not in those figures.';
alter table biz.case_event drop column is_late;
alter table biz.period_cut drop column closed_to_day;
comment on table biz.period_cut is 'One row a tenant: how many closings there were. Whoever records shares its advisory lock, closing has it alone.';
comment on column biz.period_cut.last_recorded_at is 'When the last merge recorded; the next one records later, whatever a machine''s clock says.';

create or replace view api.result with (security_invoker = true) as
  select tenant_id, city_id, period_id, state, is_frozen, score, grade, rank, rank_of, no_data_reason, last_data_at,
    document, pinned, cut_at, hash, snapshot
  from biz.result where object_kind = 'region' and superseded_at is null;
comment on column api.result.snapshot is E'@notNull\nFrom 1; reopening a period makes the next one.';
create or replace view api.result_list with (security_invoker = true) as
  select l.tenant_id, l.city_id, l.period_id, l.counter, cardinality(l.case_ids) as case_count
  from biz.result_list l
  join biz.result r on r.tenant_id = l.tenant_id and r.period_id = l.period_id and r.snapshot = l.snapshot
    and r.object_kind = l.object_kind and r.object_id = l.object_id
  where l.object_kind = 'region' and r.superseded_at is null;
create or replace view api.period with (security_invoker = true) as
  select tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version, state, closed_at, hash, series
  from biz.period;
comment on column api.period.series is E'@notNull\nweek, ten_days, month, year or a name of one''s own; several series may overlap.';
