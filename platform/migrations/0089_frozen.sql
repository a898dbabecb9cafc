-- What was published cannot be changed any more, by policy, for every role that logs in; a period that is opened again gets
-- another snapshot beside the one that was published.

create or replace function migration.condition(shape text) returns text language sql immutable as $$
  select case shape
    when 'own' then 'tenant_id = app.tenant_id()'
    when 'city' then 'city_id = app.city_id()'
    when 'published' then 'tenant_id = app.city_id()'
    when 'own, not frozen' then 'tenant_id = app.tenant_id() and is_frozen = false'
    when 'city, not frozen' then 'city_id = app.city_id() and is_frozen = false'
    when 'own in city' then 'tenant_id = app.tenant_id() and city_id = app.city_id()'
    when 'own or of my city' then 'city_id = app.city_id() and app.tenant_id() in (tenant_id, city_id)'
    when 'own holder' then 'tenant_id = app.tenant_id() and holder_id = app.tenant_id()'
    when 'city holder' then 'city_id = app.city_id() and holder_id = app.tenant_id()'
    when 'city other' then 'city_id = app.city_id() and other_id = app.tenant_id()'
    when 'own by me' then 'tenant_id = app.tenant_id() and by_unit_id = app.unit_id()'
    when 'own in city by me' then
      'tenant_id = app.tenant_id() and city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'own in city by me, no recall' then
      'tenant_id = app.tenant_id() and city_id = app.city_id() and by_unit_id = app.unit_id() and kind <> ''recalled'''
    when 'own by login' then 'tenant_id = app.tenant_id() and actor = app.actor()'
    when 'own from login' then 'tenant_id = app.tenant_id() and from_actor = app.actor()'
    when 'city by me' then 'city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'city by me, no recall' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and kind <> ''recalled'''
    when 'city by me asked' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null'
    when 'city by me asked, of work' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null and kind in (''taken'', '
      '''disposed'', ''acknowledged'', ''inner_asked'', ''extension_asked'', ''return_asked'', ''suspension_asked'', '
      '''void_asked'', ''assist_answered'', ''verify_answered'', ''check_answered'', ''reply_answered'')'
    when 'own asked by me' then 'tenant_id = app.tenant_id() and asker_unit_id = app.unit_id()'
    when 'city my unit' then 'city_id = app.city_id() and unit_id = app.unit_id()'
    when 'city my units' then 'city_id = app.city_id() and app.unit_id() in (unit_id, also_unit_id)'
    when 'city my lead' then
      'city_id = app.city_id() and lead_unit_id = app.unit_id() and lead_home_id = app.tenant_id()'
    when 'city my hold' then 'city_id = app.city_id() and holder_unit_id = app.unit_id()'
  end
$$;

-- Figures and the cases behind them.
drop policy rollup_update on biz.result;
call migration.allow('rollup', 'update', 'biz.result', 'own, not frozen', 'own');
alter table biz.result_list add column is_frozen boolean not null default false;
comment on column biz.result_list.is_frozen is 'As of its result: cannot be changed any more.';
update biz.result_list l set is_frozen = true
  from biz.result r
  where r.tenant_id = l.tenant_id and r.period_id = l.period_id and r.snapshot = l.snapshot
    and r.object_kind = l.object_kind and r.object_id = l.object_id and r.is_frozen;
drop policy rollup_update on biz.result_list;
call migration.allow('rollup', 'update', 'biz.result_list', 'own, not frozen', 'own');
comment on column biz.result.is_frozen is 'Published: cannot be changed any more. Set last, when the ranks of all members are known.';
comment on column biz.result.hash is 'Hex sha256 of whose it is, the versions, every column, value and case; the ranks stand in the hash of the snapshot.';

-- What was entered.
alter table biz.scheme_input add column snapshot int not null default 1;
alter table biz.scheme_input add column is_frozen boolean not null default false;
comment on column biz.scheme_input.snapshot is 'Snapshot it was entered for; it holds for later ones until another value is entered.';
comment on column biz.scheme_input.is_frozen is 'The period was closed with it: cannot be changed any more.';
alter table biz.scheme_input drop constraint scheme_input_pkey;
alter table biz.scheme_input add constraint scheme_input_pkey primary key (tenant_id, period_id, name, snapshot);
drop policy gw_city_update on biz.scheme_input;
revoke update on biz.scheme_input from gw_city;
call migration.allow('gw_city', 'update', 'biz.scheme_input', 'city, not frozen', 'city',
  'value, reason, entered_by, entered_at');
call migration.allow('rollup', 'update', 'biz.scheme_input', 'own, not frozen', 'own', 'is_frozen');

-- A period is a plan; each time it is opened, closed and published is a snapshot.
create table biz.period_snapshot (
  tenant_id int not null,
  city_id int not null,
  period_id uuid not null,
  snapshot int not null,
  state text not null default 'open' check (state in ('open', 'closing', 'closed')),
  is_frozen boolean not null default false,
  reason text,
  opened_at timestamptz,
  opened_by text,
  closed_at timestamptz,
  closed_by text,
  hash text,
  primary key (tenant_id, period_id, snapshot)
);
comment on table biz.period_snapshot is 'Each time a period was opened: the first with the period, further ones by an act with a reason. The latest closed one is in force.';
comment on column biz.period_snapshot.is_frozen is 'Closed and published: cannot be changed any more.';
comment on column biz.period_snapshot.reason is 'Why the period was opened again; null for the first.';
comment on column biz.period_snapshot.opened_at is 'Null where it was opened before this was kept.';
comment on column biz.period_snapshot.hash is 'Hex sha256 over the results of all counties and their ranks, set when the period closes.';
call migration.protect('biz.period_snapshot');
alter table biz.period_snapshot add constraint period_snapshot_period foreign key (tenant_id, period_id)
  references biz.period (tenant_id, id);
alter table biz.period_snapshot add constraint period_snapshot_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
call migration.allow('gw_city', 'select', 'biz.period_snapshot', 'own');
call migration.allow('gw_city', 'insert', 'biz.period_snapshot', 'own');
call migration.allow('gw_county', 'select', 'biz.period_snapshot', 'published');
call migration.allow('rollup', 'select', 'biz.period_snapshot', 'published');
call migration.allow('rollup', 'update', 'biz.period_snapshot', 'own, not frozen', 'own');
insert into biz.period_snapshot (tenant_id, city_id, period_id, snapshot, state, is_frozen, closed_at, closed_by, hash)
  select tenant_id, city_id, id, 1, state, state = 'closed', closed_at, closed_by, hash from biz.period
  on conflict do nothing;
alter table biz.closing add column snapshot int not null default 1;
comment on column biz.closing.snapshot is 'Snapshot of the period that was counted.';

-- Which snapshot is in force follows from the rows: the latest frozen one, and the running one while none is.
create or replace view api.result with (security_invoker = true) as
  select r.tenant_id, r.city_id, r.period_id, r.state, r.is_frozen, r.score, r.grade, r.rank, r.rank_of, r.no_data_reason,
    r.last_data_at, r.document, r.pinned, r.cut_at, r.hash, r.snapshot, r.rank_group
  from biz.result r
  join (select tenant_id, period_id, object_id, coalesce(max(snapshot) filter (where is_frozen), max(snapshot)) as snapshot
      from biz.result where object_kind = 'region' group by tenant_id, period_id, object_id) k
    on k.tenant_id = r.tenant_id and k.period_id = r.period_id and k.object_id = r.object_id and k.snapshot = r.snapshot
  where r.object_kind = 'region';
create or replace view api.result_list with (security_invoker = true) as
  select l.tenant_id, l.city_id, l.period_id, l.counter, cardinality(l.case_ids) as case_count
  from biz.result_list l
  join (select tenant_id, period_id, object_id, coalesce(max(snapshot) filter (where is_frozen), max(snapshot)) as snapshot
      from biz.result where object_kind = 'region' group by tenant_id, period_id, object_id) k
    on k.tenant_id = l.tenant_id and k.period_id = l.period_id and k.object_id = l.object_id and k.snapshot = l.snapshot
  where l.object_kind = 'region';
create or replace view api.counted_case with (security_invoker = true) as
  select l.tenant_id, l.city_id, l.period_id, l.counter, counted.case_id
  from biz.result_list l
  join (select tenant_id, period_id, object_id, coalesce(max(snapshot) filter (where is_frozen), max(snapshot)) as snapshot
      from biz.result where object_kind = 'region' group by tenant_id, period_id, object_id) k
    on k.tenant_id = l.tenant_id and k.period_id = l.period_id and k.object_id = l.object_id and k.snapshot = l.snapshot
  cross join lateral unnest(l.case_ids) as counted (case_id)
  where l.object_kind = 'region';
alter table biz.result drop column superseded_at;

create or replace view api.period with (security_invoker = true) as
  select p.tenant_id, p.city_id, p.id, p.label, p.from_day, p.to_day, p.scheme_id, p.scheme_version,
    case when k.published < k.snapshot then 'reopened' else n.state end as state,
    f.closed_at, f.hash, p.series, n.snapshot, k.published
  from biz.period p
  join (select tenant_id, period_id, max(snapshot) as snapshot, max(snapshot) filter (where is_frozen) as published
      from biz.period_snapshot group by tenant_id, period_id) k on k.tenant_id = p.tenant_id and k.period_id = p.id
  join biz.period_snapshot n on n.tenant_id = p.tenant_id and n.period_id = p.id and n.snapshot = k.snapshot
  left join biz.period_snapshot f on f.tenant_id = p.tenant_id and f.period_id = p.id and f.snapshot = k.published;
comment on column api.period.state is E'@notNull\nopen, closing, closed, or reopened: published, and open again for another snapshot.';
comment on column api.period.closed_at is 'When the snapshot in force was published.';
comment on column api.period.hash is 'Of the snapshot in force, ranks included.';
comment on column api.period.snapshot is E'@notNull\nThe latest one, from 1: opening a period again makes the next.';
comment on column api.period.published is 'The snapshot in force, which everybody sees; null before the first closing.';

drop policy gw_city_update on biz.period;
drop policy rollup_update on biz.period;
revoke update on biz.period from gw_city, rollup;
alter table biz.period drop column state;
alter table biz.period drop column closed_at;
alter table biz.period drop column closed_by;
alter table biz.period drop column hash;
comment on table biz.period is 'An assessment period of a city: half-open [from_day, to_day). Never changed; its states are snapshots.';

-- Every snapshot that was published, also those another one took the place of.
create view api.period_snapshot with (security_invoker = true) as
  select tenant_id, city_id, period_id, snapshot, state, reason, opened_at, opened_by, closed_at, closed_by, hash
  from biz.period_snapshot;
comment on view api.period_snapshot is E'@primaryKey tenant_id,period_id,snapshot\n@behavior -query:resource:single\nA time a period was opened, and closed.';
grant select on api.period_snapshot to gw_city, gw_county;
create view api.result_snapshot with (security_invoker = true) as
  select tenant_id, city_id, period_id, snapshot, state, score, grade, rank, rank_of, cut_at, hash, rank_group
  from biz.result where object_kind = 'region' and is_frozen;
comment on view api.result_snapshot is E'@primaryKey tenant_id,period_id,snapshot\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\n@behavior -query:resource:single\nFigures of one county as a snapshot published them.';
grant select on api.result_snapshot to gw_city, gw_county;

-- The moment an act was written down, by the clock of the database: nobody who logs in can say another one.
alter table biz.audit add column written_at timestamptz;
alter table biz.audit alter column written_at set default now();
comment on column biz.audit.written_at is 'By the clock of the database, never given by a writer; null before it was kept.';
create index audit_written on biz.audit (tenant_id, written_at);
revoke insert on biz.audit from gw_county, gw_city, gw_unit, gw_operator, ingest, clerk, rollup;
grant insert (tenant_id, city_id, id, at, actor, action, subject, data, by_unit_id) on biz.audit
  to gw_county, gw_city, gw_unit, gw_operator, ingest, clerk, rollup;
