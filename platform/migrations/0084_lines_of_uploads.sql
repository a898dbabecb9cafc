-- Lines account for rows: a finding names the line of the sender's file, and an upload says what every line of its file was.
alter table biz.finding add column line int;
comment on column biz.finding.line is 'Line of the sender''s file, counted from 1 with its header. Null for the file as a whole, and for uploads before this column was.';
alter table biz.batch add column lines jsonb;
comment on column biz.batch.lines is 'Lines of the file by what they belong to: records, faults, headers, notes, blanks. Null until they are counted, and for uploads before this column was.';
create or replace view api.finding with (security_invoker = true) as
  select tenant_id, city_id, batch_id, row_no, seq, code, severity, field, received, expected, external_id, line
  from biz.finding;
comment on column api.finding.line is 'Line of the sender''s file, counted from 1 with its header; null for the file as a whole, and for older uploads.';
