-- Cases. Only the holder writes a case; the database says so too.

create table biz."case" (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  holder_id int not null,
  holder_unit_id int,
  case_no text not null,
  stage text not null check (stage in
    ('reported', 'filed', 'dispatched', 'disposed', 'suspended', 'closed', 'refused', 'void')),
  kind text not null check (kind in ('component', 'event')),
  class_id int references lookup.class (id),
  source_code text not null,
  source_group text not null check (source_group in ('patrol', 'public')),
  address text,
  description text,
  longitude float8,
  latitude float8,
  original_x text,
  original_y text,
  original_crs text check (original_crs in ('WGS84', 'GCJ02', 'BD09', 'CGCS2000')),
  tile int,
  cell_id int,
  unit_name text,
  rule_id int references lookup.case_rule (id),
  limit_value text,
  limit_unit text,
  reported_at timestamptz not null,
  filed_at timestamptz,
  dispatched_at timestamptz,
  disposed_at timestamptz,
  closed_at timestamptz,
  refused_at timestamptz,
  voided_at timestamptz,
  suspended_at timestamptz,
  resumed_at timestamptz,
  due_at timestamptz,
  due_provisional boolean not null default false,
  closing_type text check (closing_type in ('normal', 'overdue', 'error', 'special', 'forced')),
  self_handled boolean not null default false,
  rework_count smallint not null default 0,
  extension_count smallint not null default 0,
  claimed_due_at timestamptz,
  claimed_overdue boolean,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint case_no unique (tenant_id, case_no),
  constraint case_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id),
  constraint case_cell foreign key (tenant_id, cell_id) references biz.grid_cell (tenant_id, id)
);
comment on table biz."case" is 'The picture of a case now. A projection of its events: a test rebuilds it from them alone.';
comment on column biz."case".tenant_id is 'County of the place at registration; never changes.';
comment on column biz."case".holder_id is 'The tenant that holds the baton; only it may write the case.';
comment on column biz."case".holder_unit_id is 'Unit inside the holder; null = at the centre''s desk.';
comment on column biz."case".longitude is 'WGS-84 degrees; the original coordinates stand beside it.';
comment on column biz."case".tile is 'Map tile number, see geography/tile.ts. An int because ints are leakproof.';
comment on column biz."case".due_at is 'Disposal deadline computed by us from calendar, limit and suspension. Null = no rule.';
comment on column biz."case".due_provisional is 'The deadline reaches into a year whose holiday notice is not published.';
comment on column biz."case".claimed_due_at is 'Deadline the sender states. Shown beside ours, never scored.';
create index case_recent on biz."case" (tenant_id, reported_at desc, id);
create index case_city_recent on biz."case" (city_id, reported_at desc, id);
create index case_tile on biz."case" (tenant_id, tile);
create index case_city_tile on biz."case" (city_id, tile);

call migration.protect('biz."case"');
call migration.allow('gw_county', 'select', 'biz."case"', 'own');
call migration.allow('gw_city', 'select', 'biz."case"', 'city');
call migration.allow('ingest', 'select', 'biz."case"', 'own');
call migration.allow('rollup', 'select', 'biz."case"', 'own');
grant insert, update on biz."case" to ingest;
create policy ingest_insert on biz."case" for insert to ingest
  with check (tenant_id = app.tenant_id() and holder_id = app.tenant_id());
create policy ingest_update on biz."case" for update to ingest
  using (tenant_id = app.tenant_id() and holder_id = app.tenant_id()) with check (tenant_id = app.tenant_id());

create table biz.case_source (
  tenant_id int not null,
  city_id int not null,
  source_id int not null,
  external_id text not null,
  case_id uuid not null,
  revision bigint,
  derived_revision bigint not null,
  content_hash text not null,
  mapping_version int not null,
  batch_id uuid not null,
  row_no int not null,
  primary key (tenant_id, source_id, external_id),
  constraint case_source_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id),
  constraint case_source_system foreign key (tenant_id, source_id) references biz.source_system (tenant_id, id)
);
comment on table biz.case_source is 'The names a case has in source systems, with the last content taken from there.';
comment on column biz.case_source.revision is 'Monotone value the sender gave; null when it gives none.';
comment on column biz.case_source.derived_revision is 'Derived order when no revision is given: closed?, latest step, number of steps.';
comment on column biz.case_source.batch_id is 'Batch and row that last changed the case: the way back to the uploaded row.';
create index case_source_case on biz.case_source (tenant_id, case_id);
call migration.protect('biz.case_source');
call migration.allow('gw_county', 'select', 'biz.case_source', 'own');
call migration.allow('gw_city', 'select', 'biz.case_source', 'city');
call migration.allow('ingest', 'select', 'biz.case_source', 'own');
call migration.allow('ingest', 'insert', 'biz.case_source', 'own');
call migration.allow('ingest', 'update', 'biz.case_source', 'own');

create table biz.case_event (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('reported', 'filed', 'dispatched', 'disposed', 'suspended', 'resumed', 'closed',
    'refused', 'voided', 'corrected')),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  unit_name text,
  post text,
  data jsonb not null,
  batch_id uuid,
  row_no int,
  is_late boolean not null default false,
  primary key (tenant_id, id),
  constraint case_event_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id)
);
comment on table biz.case_event is 'What happened to a case, append-only. Holds no personal data.';
comment on column biz.case_event.occurred_at is 'When it happened, by their word.';
comment on column biz.case_event.recorded_at is 'When we wrote it; orders events before or after a period''s cut.';
comment on column biz.case_event.is_late is 'Touches a period already closed: kept out of its frozen figures.';
create index case_event_case on biz.case_event (tenant_id, case_id, recorded_at);
call migration.protect('biz.case_event');
call migration.allow('gw_county', 'select', 'biz.case_event', 'own');
call migration.allow('gw_city', 'select', 'biz.case_event', 'city');
call migration.allow('ingest', 'select', 'biz.case_event', 'own');
call migration.allow('ingest', 'insert', 'biz.case_event', 'own');
call migration.allow('rollup', 'select', 'biz.case_event', 'own');

create table biz.case_person (
  tenant_id int not null,
  city_id int not null,
  case_id uuid not null,
  role text not null check (role in ('reporter')),
  name text,
  phone text,
  id_number text,
  primary key (tenant_id, case_id, role),
  constraint case_person_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id)
);
comment on table biz.case_person is 'Reporter name, phone, id number: here and nowhere else.';
call migration.protect('biz.case_person');
call migration.allow('ingest', 'select', 'biz.case_person', 'own');
call migration.allow('ingest', 'insert', 'biz.case_person', 'own');
call migration.allow('ingest', 'update', 'biz.case_person', 'own');

create table biz.case_number (
  tenant_id int not null,
  city_id int not null,
  day date not null,
  last_value int not null,
  primary key (tenant_id, day),
  constraint case_number_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.case_number is 'Counter of case numbers per tenant and day; taken last in the transaction.';
call migration.protect('biz.case_number');
call migration.allow('ingest', 'select', 'biz.case_number', 'own');
call migration.allow('ingest', 'insert', 'biz.case_number', 'own');
call migration.allow('ingest', 'update', 'biz.case_number', 'own');

create table biz.case_fact (
  tenant_id int not null,
  city_id int not null,
  case_id uuid not null,
  kind text not null,
  class_id int,
  cell_id int,
  source_group text not null,
  self_handled boolean not null,
  rework_count smallint not null,
  extension_count smallint not null,
  reported_at timestamptz not null,
  filed_at timestamptz,
  dispatched_at timestamptz,
  disposed_at timestamptz,
  closed_at timestamptz,
  refused_at timestamptz,
  voided_at timestamptz,
  suspended_at timestamptz,
  resumed_at timestamptz,
  due_at timestamptz,
  reported_day date not null,
  filed_day date,
  due_day date,
  closed_day date,
  primary key (tenant_id, case_id),
  constraint case_fact_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id)
);
comment on table biz.case_fact is 'One row per case for counting. Time-dependent facts are instants, so any as-of works.';
comment on column biz.case_fact.reported_day is 'Civil day in the tenant''s zone, computed by the application.';
create index case_fact_due on biz.case_fact (tenant_id, due_day);
create index case_fact_filed on biz.case_fact (tenant_id, filed_day);
create index case_fact_reported on biz.case_fact (tenant_id, reported_day);
create index case_fact_closed on biz.case_fact (tenant_id, closed_day);
create index case_fact_open on biz.case_fact (tenant_id, due_day) where closed_at is null and voided_at is null;
call migration.protect('biz.case_fact');
call migration.allow('gw_county', 'select', 'biz.case_fact', 'own');
call migration.allow('gw_city', 'select', 'biz.case_fact', 'city');
call migration.allow('ingest', 'select', 'biz.case_fact', 'own');
call migration.allow('ingest', 'insert', 'biz.case_fact', 'own');
call migration.allow('ingest', 'update', 'biz.case_fact', 'own');
call migration.allow('rollup', 'select', 'biz.case_fact', 'own');
