-- The name of the city beside that of the county: whoever acts for a county or a department reads its own tenant's row
-- only, and every page names the city.

alter table biz.tenant add column city_name text not null default '';
alter table biz.tenant add column city_name_en text not null default '';
comment on column biz.tenant.city_name is 'Name of the city, as in its own row; copied when either row is written.';
comment on column biz.tenant.city_name_en is 'English name of the city, as in its own row.';
update biz.tenant t set city_name = c.name, city_name_en = c.name_en from biz.tenant c where c.tenant_id = t.city_id;
