-- Rows that a mapping leaves aside are counted, and whoever sends a file may say that it counts before what is stored.
alter table biz.batch add column skipped_count int not null default 0;
alter table biz.batch add column newest_wins boolean not null default false;
comment on column biz.batch.newest_wins is 'Its sender says that this file counts, also where its rows seem older than what is stored.';

alter table biz.batch drop constraint batch_every_row_has_one_outcome;
alter table biz.batch add constraint batch_every_row_has_one_outcome check (state not in ('completed', 'completed_with_rejects')
  or row_count = created_count + updated_count + unchanged_count + stale_count + superseded_count + rejected_count + skipped_count);
comment on column biz.batch_chunk.outcomes is
  '1 created, 2 updated, 3 unchanged, 4 stale, 5 superseded, 6 rejected, 7 skipped.';

create or replace view api.batch with (security_invoker = true) as
  select tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, encoding, file_name,
    sent_by, sha256, byte_count, row_count, next_row, created_count, updated_count, unchanged_count, stale_count,
    superseded_count, rejected_count, warning_count, refused_code, refused_details, received_at, started_at,
    finished_at, skipped_count, newest_wins
  from biz.batch;
comment on column api.batch.skipped_count is '@notNull';
comment on column api.batch.newest_wins is E'@notNull\nIts sender says that this file counts, also where its rows seem older than what is stored.';
