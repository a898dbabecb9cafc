-- The name of the city beside that of the county: whoever acts for a county or a department reads its own tenant's row
-- only, and every page names the city.

alter table biz.tenant add column city_name text not null default '';
alter table biz.tenant add column city_name_en text not null default '';
comment on column biz.tenant.city_name is 'Name of the city, as in its own row; copied when either row is written.';
comment on column biz.tenant.city_name_en is 'English name of the city, as in its own row.';
do $$
declare
  city record;
begin
  for city in select tenant_id, name, name_en from biz.tenant where tenant_id = city_id loop
    update biz.tenant set city_name = city.name, city_name_en = city.name_en where city_id = city.tenant_id;
  end loop;
end $$;
