-- Modes come with manifests: the operator writes them, and a report notes the one in force. Keys of commands, see below.
call migration.allow('gw_operator', 'select', 'biz.tenant_mode', 'own');
call migration.allow('gw_operator', 'insert', 'biz.tenant_mode', 'own');
call migration.allow('gw_operator', 'update', 'biz.tenant_mode', 'own');
comment on column biz.tenant_mode.document is
  'Desks, rights of posts, pairs of acts nobody does both of, deciders, limits: platform/data/mode.schema.json.';
comment on column biz."case".mode_from is 'The tenant_mode in force when it was reported, kept for good; null where none was.';
comment on column biz.tenant.mode is
  'Where those who command sit, by the last manifest: city_command in the centre of the city, county_command in the tenant''s own. The mode in force: biz.tenant_mode.';

-- A key belongs to a login as it acts for a body: in another post the same key is another one, and its answer neither read
-- nor in the way.
alter table biz.command drop constraint command_pkey;
alter table biz.command add constraint command_pkey primary key (tenant_id, by_unit_id, actor, key);
comment on column biz.command.actor is 'Login or machine client: with the body it acted for, whose key it is.';
