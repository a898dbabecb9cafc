-- Uploads: what was sent, what became of every row.

create table biz.batch (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  source_id int not null,
  client_batch_id text not null,
  mapping_version int not null,
  state text not null check (state in ('queued', 'running', 'completed', 'completed_with_rejects', 'refused')),
  format text not null check (format in ('ndjson', 'csv', 'rows')),
  encoding text,
  file_name text,
  sent_by text not null,
  sha256 text not null,
  byte_count bigint not null,
  row_count int,
  next_row int not null default 0,
  generation int not null default 0,
  lease_until timestamptz,
  created_count int not null default 0,
  updated_count int not null default 0,
  unchanged_count int not null default 0,
  stale_count int not null default 0,
  superseded_count int not null default 0,
  rejected_count int not null default 0,
  warning_count int not null default 0,
  refused_code text,
  refused_details jsonb,
  received_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  heartbeat_at timestamptz,
  primary key (tenant_id, id),
  constraint batch_client_id unique (tenant_id, source_id, client_batch_id),
  constraint batch_mapping foreign key (tenant_id, source_id, mapping_version)
    references biz.mapping (tenant_id, source_id, version),
  constraint batch_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id),
  constraint batch_every_row_has_one_outcome check (state not in ('completed', 'completed_with_rejects') or row_count =
    created_count + updated_count + unchanged_count + stale_count + superseded_count + rejected_count)
);
comment on table biz.batch is 'One upload. The row is the truth about the job; the queue only wakes workers.';
comment on column biz.batch.client_batch_id is 'Chosen by the sender; opening it again returns the same batch.';
comment on column biz.batch.format is 'rows = handed over as JSON through tRPC or GraphQL.';
comment on column biz.batch.next_row is 'Rows before this one are committed with their outcomes; a resume starts here.';
comment on column biz.batch.generation is 'Grows with every lease; a worker whose generation passed rolls back.';
comment on column biz.batch.row_count is 'Data rows found by the first parse pass; null until then.';
create index batch_recent on biz.batch (tenant_id, received_at desc);
create index batch_city_recent on biz.batch (city_id, received_at desc);
call migration.protect('biz.batch');
call migration.allow('gw_county', 'select', 'biz.batch', 'own');
call migration.allow('gw_city', 'select', 'biz.batch', 'city');
call migration.allow('ingest', 'select', 'biz.batch', 'own');
call migration.allow('ingest', 'insert', 'biz.batch', 'own');
call migration.allow('ingest', 'update', 'biz.batch', 'own');
call migration.allow('rollup', 'select', 'biz.batch', 'own');

create table biz.batch_chunk (
  tenant_id int not null,
  city_id int not null,
  batch_id uuid not null,
  first_row int not null,
  row_count int not null,
  outcomes smallint[] not null,
  case_ids uuid[] not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, batch_id, first_row),
  constraint batch_chunk_batch foreign key (tenant_id, batch_id) references biz.batch (tenant_id, id),
  constraint batch_chunk_one_outcome_per_row
    check (cardinality(outcomes) = row_count and array_position(outcomes, null) is null),
  constraint batch_chunk_one_case_per_row check (cardinality(case_ids) = row_count)
);
comment on table biz.batch_chunk is 'Outcomes of a run of rows, written in the transaction that merged them.';
comment on column biz.batch_chunk.outcomes is '1 created, 2 updated, 3 unchanged, 4 stale, 5 superseded, 6 rejected.';
comment on column biz.batch_chunk.case_ids is 'Case of each row, null where the row was rejected.';
call migration.protect('biz.batch_chunk');
call migration.allow('gw_county', 'select', 'biz.batch_chunk', 'own');
call migration.allow('gw_city', 'select', 'biz.batch_chunk', 'city');
call migration.allow('ingest', 'select', 'biz.batch_chunk', 'own');
call migration.allow('ingest', 'insert', 'biz.batch_chunk', 'own');

create table biz.finding (
  tenant_id int not null,
  city_id int not null,
  batch_id uuid not null,
  row_no int not null,
  seq smallint not null,
  code text not null,
  severity text not null check (severity in ('error', 'warning')),
  field text,
  received text,
  expected text,
  external_id text,
  primary key (tenant_id, batch_id, row_no, seq),
  constraint finding_batch foreign key (tenant_id, batch_id) references biz.batch (tenant_id, id)
);
comment on table biz.finding is 'What was noticed about a row. Codes are explained in problems.ts; personal values are masked.';
create index finding_code on biz.finding (tenant_id, batch_id, code, row_no);
call migration.protect('biz.finding');
call migration.allow('gw_county', 'select', 'biz.finding', 'own');
call migration.allow('gw_city', 'select', 'biz.finding', 'city');
call migration.allow('ingest', 'select', 'biz.finding', 'own');
call migration.allow('ingest', 'insert', 'biz.finding', 'own');
