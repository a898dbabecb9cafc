-- What the city's pages and the operator need of folding.

-- The city reads days and cells of all its counties: without an index that leads with the city, PostgreSQL searches the
-- key once for every tenant of the platform.
create index stat_bucket_city on biz.stat_bucket (city_id, basis, dim_kind, day) where dim_kind in ('all', 'cell');

alter table biz.stat_dirty add column marked_at timestamptz not null default now();
comment on column biz.stat_dirty.marked_at is 'Start of the transaction that marked: how far the figures lag behind.';
