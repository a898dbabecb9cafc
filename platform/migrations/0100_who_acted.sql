-- Who acted, as the page of the audit names and filters it: a login says nothing to its reader.
alter table biz.audit add column by_person_id uuid;
alter table biz.audit add column by_post text;
comment on column biz.audit.by_person_id is 'The person who acted, by the person''s own tenant; null for machines, operators, jobs, and before it was kept.';
comment on column biz.audit.by_post is 'Post the person acted in.';
grant insert (by_person_id, by_post) on biz.audit to gw_county, gw_city, gw_unit, gw_operator, ingest, clerk, rollup;

-- Newest first for one person, and for rare kinds of act; audit_recent answers the rest.
create index audit_of_person on biz.audit (tenant_id, by_person_id, at);
create index audit_of_action on biz.audit (tenant_id, action, at);
