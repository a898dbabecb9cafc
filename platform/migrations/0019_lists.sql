-- Lists of GraphQL are plans over the views of schema api: functions in FROM are refused by Citus and cannot be pruned.
drop function api.tenants;
drop function api.classes;
drop function api.source_systems;
drop function api.areas;
drop function api.city_areas;
drop function api.grid_cells;
drop function api.cases;
drop function api.city_cases;
drop function api.batches;
drop function api.city_batches;
drop function api.finding_groups;
drop function api.findings;
drop function api.periods;
drop function api.results;
drop function api.tenant_results;
drop function api.stat_days;
drop function api.city_stat_days;
drop function api.counted_cases;

-- A page goes on behind the last row of the page before it, `(reported_at, id) < ($2, $3)`: one bound of an index in which
-- both columns run the same way.
drop index biz.case_recent;
create index case_recent on biz."case" (tenant_id, reported_at desc, id desc);
drop index biz.case_city_recent;
create index case_city_recent on biz."case" (city_id, reported_at desc, id desc);
drop index biz.batch_recent;
create index batch_recent on biz.batch (tenant_id, received_at desc, id desc);
drop index biz.batch_city_recent;
create index batch_city_recent on biz.batch (city_id, received_at desc, id desc);
