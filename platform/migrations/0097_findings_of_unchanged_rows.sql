-- What is noticed of rows that change nothing is written once for all rows of a chunk: a file sent again says the same of each.
alter table biz.finding add column row_count int not null default 1;
alter table biz.finding add constraint finding_row_count check (row_count > 0);
comment on column biz.finding.row_count is 'Rows it is about, row_no the first of them: above 1 of rows that change nothing.';

create or replace view api.finding_group with (security_invoker = true) as
  select tenant_id, city_id, batch_id, code, severity, sum(row_count)::int as finding_count,
    (count(distinct row_no) filter (where row_count = 1) + coalesce(sum(row_count) filter (where row_count > 1), 0))::int as row_count,
    min(row_no) as first_row_no
  from biz.finding group by tenant_id, city_id, batch_id, code, severity;
