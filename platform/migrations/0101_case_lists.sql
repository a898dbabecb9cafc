-- Lists of cases for the city and its counties: by the deadline of the disposal, and by words of their texts (decision 0068).

-- A list by deadline goes on from a row: one bound of one index, and nothing in it is null.
create index case_due on biz."case" (tenant_id, coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz), id);
create index case_city_due on biz."case" (city_id, coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz), id);
-- What is overdue now is among the cases whose disposal goes on, which are few.
create index case_undisposed on biz."case" (tenant_id, coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where disposed_at is null and closed_at is null;
create index case_city_undisposed on biz."case" (city_id, coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where disposed_at is null and closed_at is null;

create or replace view api."case" with (security_invoker = true) as
  select tenant_id, city_id, id, holder_id, case_no, stage, kind, class_id, source_code, source_group, address,
    description, longitude, latitude, original_x, original_y, original_crs, tile, cell_id, unit_name, rule_id,
    limit_value, limit_unit, reported_at, filed_at, dispatched_at, disposed_at, closed_at, refused_at, voided_at,
    suspended_at, resumed_at, due_at, due_provisional, closing_type, self_handled, rework_count, extension_count,
    claimed_due_at, claimed_overdue, created_at, updated_at,
    state, version, holder_unit_id, lead_unit_id, supervision_unit_id, command_unit_id, step_due_at, warn_at, resume_at,
    urgent, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz) as queue_at, result, inexact_times,
    coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz) as due_or_never
  from biz."case";
comment on column api."case".due_or_never is E'@notNull\nOur deadline of the disposal; the year 9999 where there is none.';

-- What of a case is searched by words, as everybody reads it: masked.
create table biz.case_text (
  tenant_id int not null,
  city_id int not null,
  case_id uuid not null,
  number int not null,
  text text not null,
  primary key (tenant_id, case_id),
  constraint case_text_number unique (tenant_id, number)
);
comment on table biz.case_text is
  'Address, description and class of a case as they are searched: masked, without signs between words. Written by the worker after the case.';
comment on column biz.case_text.number is 'Of the case among those of its tenant, in the order they came here: its block in text_word, and its place there.';
call migration.protect('biz.case_text');
alter table biz.case_text add constraint case_text_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
alter table biz.case_text add constraint case_text_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);

-- Equality of whole numbers is leakproof, so that it uses the key under row-level security; likeness of texts is not.
create table biz.text_word (
  tenant_id int not null,
  city_id int not null,
  word int not null,
  block int not null,
  members smallint[] not null,
  primary key (tenant_id, word, block)
);
comment on table biz.text_word is 'Which texts have two signs next to each other, block by block of case_text.number.';
comment on column biz.text_word.word is 'The two signs: the code of the first times 65536, and that of the second.';
comment on column biz.text_word.members is 'Their places in the block.';
call migration.protect('biz.text_word');
alter table biz.text_word add constraint text_word_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);

create table biz.text_state (
  tenant_id int not null primary key,
  city_id int not null,
  chunks_to timestamptz not null,
  as_of timestamptz not null
);
comment on table biz.text_state is 'How far the texts of a tenant are behind its cases; one row per tenant.';
comment on column biz.text_state.chunks_to is 'Moment of the last chunk of an upload whose texts are there.';
comment on column biz.text_state.as_of is 'When none was missing.';
call migration.protect('biz.text_state');
alter table biz.text_state add constraint text_state_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);

do $$
declare
  t text;
  c text;
begin
  foreach t in array array['biz.case_text', 'biz.text_word', 'biz.text_state'] loop
    call migration.allow('gw_county', 'select', t, 'own');
    call migration.allow('gw_city', 'select', t, 'city');
    foreach c in array array['select', 'insert', 'update'] loop
      call migration.allow('rollup', c, t, 'own');
    end loop;
  end loop;
end $$;
call migration.allow('rollup', 'delete', 'biz.text_word', 'own');
call migration.allow('rollup', 'select', 'biz.batch_chunk', 'own');
create index batch_chunk_recorded on biz.batch_chunk (tenant_id, recorded_at);

create view api.text_state with (security_invoker = true) as select tenant_id, city_id, as_of from biz.text_state;
comment on view api.text_state is E'@primaryKey tenant_id\nUp to when the cases of a tenant can be found by words.';
comment on column api.text_state.tenant_id is '@notNull';
comment on column api.text_state.city_id is '@notNull';
comment on column api.text_state.as_of is E'@notNull\nWhen no text was missing.';
grant select on api.text_state to gw_city, gw_county;

-- Texts of uploads are made from their chunks, all of them; those of cases that no upload brought wait like an act.
insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
  select c.tenant_id, c.city_id, c.id, c.id, c.holder_unit_id from biz."case" c
   where not exists (select from biz.case_source s where s.tenant_id = c.tenant_id and s.case_id = c.id)
  on conflict do nothing;
