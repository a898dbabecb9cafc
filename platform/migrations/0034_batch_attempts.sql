-- Failed attempts and the pause after them in columns of their own: so far in refused_details and lease_until.
alter table biz.batch add column failed_attempts integer not null default 0;
alter table biz.batch add column failed_at_row integer;
alter table biz.batch add column paused_until timestamptz;
comment on column biz.batch.failed_attempts is 'Attempts that failed one after another at failed_at_row, by a fault that is no problem of the file.';
comment on column biz.batch.failed_at_row is 'next_row at the last such failure; a batch that got further counts anew.';
comment on column biz.batch.paused_until is 'No worker takes the batch before; the pause after a failed attempt.';
comment on column biz.batch.lease_until is 'A worker has the batch until then, unless it goes on; null while nobody has it.';
comment on column biz.batch.refused_details is 'Parameters of the problem refused_code.';
comment on column biz.downlink.unit_id is 'The body whose system receives it.';
update biz.batch set failed_attempts = (refused_details ->> 'count')::integer,
    failed_at_row = (refused_details ->> 'atRow')::integer,
    paused_until = case when lease_until = (refused_details ->> 'until')::timestamptz then lease_until end,
    lease_until = case when lease_until = (refused_details ->> 'until')::timestamptz then null else lease_until end,
    refused_details = null
  where refused_code is null and refused_details ? 'atRow';
