-- Case numbers a person can quote anywhere in the city: prefix of the tenant, civil day of the report, counter of a series.

alter table biz.tenant add column number_prefix text;
update biz.tenant set number_prefix = coalesce(code, 'Z' || tenant_id::text);
alter table biz.tenant alter column number_prefix set not null;
comment on column biz.tenant.number_prefix is
  'Begins the case numbers. The national code at first, for a zone one of its own; stays when codes change. Only one tenant of a city has it.';

-- The counters so far belong to numbers without a prefix, by day of upload. Cases keep those; none is given any more.
delete from biz.case_number;
alter table biz.case_number add column series text not null;
alter table biz.case_number drop constraint case_number_pkey;
alter table biz.case_number add constraint case_number_pkey primary key (tenant_id, day, series);
alter table biz.case_number add constraint case_number_series check (series in ('native', 'upload'));
comment on table biz.case_number is 'Counter of case numbers per tenant, civil day of the report, and series; taken last in the transaction.';
comment on column biz.case_number.series is 'Uploads count apart, or a caller''s number would wait for a whole chunk.';
comment on column biz."case".case_no is
  'prefix-yyyymmdd-00001 of a native case, prefix-yyyymmdd-U00001 of an upload. Older cases have numbers of their tenant alone.';
