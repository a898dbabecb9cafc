-- Which body sent an upload: rows about cases of the platform speak for the desk alone, and only its own systems may do that.
alter table biz.batch add column by_unit_id int;
comment on column biz.batch.by_unit_id is 'Body whose person or system sent it; null of uploads of before, which are the desk’s.';

-- What was handed over is taken back by the clerk alone, as 0064 has it for the desks.
drop policy ingest_insert on biz.case_event;
call migration.allow('ingest', 'insert', 'biz.case_event', 'own in city by me, no recall');

-- A report that waits names no case, one that was settled into a case names one.
alter table biz.report drop constraint report_case_known;
alter table biz.report add constraint report_case_known
  check (num_nonnulls(case_id, county_case_id) = case when state in ('registered', 'linked') then 1 else 0 end);
