-- From facts to frozen figures.

create table biz.stat_dirty (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  basis text not null check (basis in ('reported', 'filed', 'disposal_due', 'closed')),
  day date not null,
  dim_kind text not null check (dim_kind in ('all', 'class', 'cell')),
  dim_id int not null,
  primary key (tenant_id, id),
  constraint stat_dirty_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.stat_dirty is 'Buckets to recount, appended by the statement that changed their rows.';
comment on column biz.stat_dirty.dim_id is '0 for dim_kind all; class or cell id, 0 = none.';
call migration.protect('biz.stat_dirty');
call migration.allow('ingest', 'select', 'biz.stat_dirty', 'own');
call migration.allow('ingest', 'insert', 'biz.stat_dirty', 'own');
call migration.allow('rollup', 'select', 'biz.stat_dirty', 'own');
call migration.allow('rollup', 'insert', 'biz.stat_dirty', 'own');
call migration.allow('rollup', 'delete', 'biz.stat_dirty', 'own');

create table biz.stat_bucket (
  tenant_id int not null,
  city_id int not null,
  basis text not null check (basis in ('reported', 'filed', 'disposal_due', 'closed')),
  day date not null,
  dim_kind text not null check (dim_kind in ('all', 'class', 'cell')),
  dim_id int not null,
  counters jsonb not null,
  primary key (tenant_id, basis, day, dim_kind, dim_id),
  constraint stat_bucket_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.stat_bucket is 'Counters of one day, basis and dimension; replaced as a whole by an exact recount.';
comment on column biz.stat_bucket.counters is 'Counter identifier -> count, see assessment/counters.ts.';
call migration.protect('biz.stat_bucket');
call migration.allow('gw_county', 'select', 'biz.stat_bucket', 'own');
call migration.allow('gw_city', 'select', 'biz.stat_bucket', 'city');
call migration.allow('rollup', 'select', 'biz.stat_bucket', 'own');
call migration.allow('rollup', 'insert', 'biz.stat_bucket', 'own');
call migration.allow('rollup', 'update', 'biz.stat_bucket', 'own');
call migration.allow('rollup', 'delete', 'biz.stat_bucket', 'own');

create table biz.scheme (
  tenant_id int not null,
  city_id int not null,
  id text not null,
  version int not null,
  document jsonb not null,
  hash text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id, version),
  constraint scheme_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.scheme is 'Assessment schemes of a city, append-only. Formulas are data.';
call migration.protect('biz.scheme');
call migration.allow('gw_city', 'select', 'biz.scheme', 'own');
call migration.allow('gw_city', 'insert', 'biz.scheme', 'own');
call migration.allow('gw_county', 'select', 'biz.scheme', 'published');
call migration.allow('rollup', 'select', 'biz.scheme', 'published');

create table biz.period (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  label text not null,
  from_day date not null,
  to_day date not null,
  scheme_id text not null,
  scheme_version int not null,
  state text not null default 'open' check (state in ('open', 'closing', 'closed')),
  closed_at timestamptz,
  closed_by text,
  hash text,
  primary key (tenant_id, id),
  constraint period_label unique (tenant_id, label),
  constraint period_days check (from_day < to_day),
  constraint period_scheme foreign key (tenant_id, scheme_id, scheme_version)
    references biz.scheme (tenant_id, id, version)
);
comment on table biz.period is 'An assessment period of a city: half-open [from_day, to_day).';
comment on column biz.period.hash is 'Hex sha256 over the results of all counties, set when the period closes.';
call migration.protect('biz.period');
call migration.allow('gw_city', 'select', 'biz.period', 'own');
call migration.allow('gw_city', 'insert', 'biz.period', 'own');
call migration.allow('gw_city', 'update', 'biz.period', 'own');
call migration.allow('gw_county', 'select', 'biz.period', 'published');
call migration.allow('ingest', 'select', 'biz.period', 'published');
call migration.allow('rollup', 'select', 'biz.period', 'published');
call migration.allow('rollup', 'update', 'biz.period', 'own');

create table biz.period_cut (
  tenant_id int not null,
  city_id int not null,
  last_recorded_at timestamptz not null,
  closed_to_day date,
  primary key (tenant_id),
  constraint period_cut_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.period_cut is 'One row a tenant, locked by merging a chunk and by closing a period, so that the cut is exact.';
comment on column biz.period_cut.last_recorded_at is 'recorded_at never goes below this, whatever the clock of a machine says.';
comment on column biz.period_cut.closed_to_day is 'End (exclusive) of the latest closed period; earlier days are late.';
call migration.protect('biz.period_cut');
call migration.allow('ingest', 'select', 'biz.period_cut', 'own');
call migration.allow('ingest', 'update', 'biz.period_cut', 'own');
call migration.allow('rollup', 'select', 'biz.period_cut', 'own');
call migration.allow('rollup', 'update', 'biz.period_cut', 'own');

create table biz.result (
  tenant_id int not null,
  city_id int not null,
  period_id uuid not null,
  state text not null check (state in ('scored', 'no_data')),
  is_frozen boolean not null default false,
  score text,
  grade text,
  rank int,
  rank_of int,
  no_data_reason text,
  last_data_at timestamptz,
  document jsonb not null,
  pinned jsonb not null,
  cut_at timestamptz not null,
  hash text not null,
  primary key (tenant_id, period_id),
  constraint result_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id),
  constraint result_rank check (state = 'scored' or (score is null and rank is null))
);
comment on table biz.result is 'Figures of one county for one period: provisional while open, frozen by closing.';
comment on column biz.result.score is 'As printed, rounded once; the exact values stand in the document.';
comment on column biz.result.document is 'Every named value of the scheme: exact, printed, numerator, denominator, points.';
comment on column biz.result.pinned is 'Scheme, catalogue and calendar versions the figures were computed with.';
comment on column biz.result.cut_at is 'Events recorded before this instant count.';
create index result_city on biz.result (city_id, period_id);
call migration.protect('biz.result');
call migration.allow('gw_county', 'select', 'biz.result', 'own');
call migration.allow('gw_city', 'select', 'biz.result', 'city');
call migration.allow('rollup', 'select', 'biz.result', 'city');
call migration.allow('rollup', 'insert', 'biz.result', 'own');
call migration.allow('rollup', 'update', 'biz.result', 'own');

create table biz.result_list (
  tenant_id int not null,
  city_id int not null,
  period_id uuid not null,
  counter text not null,
  case_ids uuid[] not null,
  primary key (tenant_id, period_id, counter),
  constraint result_list_result foreign key (tenant_id, period_id) references biz.result (tenant_id, period_id)
);
comment on table biz.result_list is 'The cases a counter counted: every figure opens its list.';
call migration.protect('biz.result_list');
call migration.allow('gw_county', 'select', 'biz.result_list', 'own');
call migration.allow('gw_city', 'select', 'biz.result_list', 'city');
call migration.allow('rollup', 'select', 'biz.result_list', 'own');
call migration.allow('rollup', 'insert', 'biz.result_list', 'own');
call migration.allow('rollup', 'update', 'biz.result_list', 'own');
