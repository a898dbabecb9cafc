-- A department sees where its cases lie and whose they are: of its own tenant, a body of the city of all its counties.

create or replace function migration.condition(shape text) returns text language sql immutable as $$
  select case shape
    when 'own' then 'tenant_id = app.tenant_id()'
    when 'city' then 'city_id = app.city_id()'
    when 'published' then 'tenant_id = app.city_id()'
    when 'own in city' then 'tenant_id = app.tenant_id() and city_id = app.city_id()'
    when 'own or of my city' then 'city_id = app.city_id() and app.tenant_id() in (tenant_id, city_id)'
    when 'own holder' then 'tenant_id = app.tenant_id() and holder_id = app.tenant_id()'
    when 'city holder' then 'city_id = app.city_id() and holder_id = app.tenant_id()'
    when 'city other' then 'city_id = app.city_id() and other_id = app.tenant_id()'
    when 'own by me' then 'tenant_id = app.tenant_id() and by_unit_id = app.unit_id()'
    when 'own in city by me' then
      'tenant_id = app.tenant_id() and city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'own in city by me, no recall' then
      'tenant_id = app.tenant_id() and city_id = app.city_id() and by_unit_id = app.unit_id() and kind <> ''recalled'''
    when 'own by login' then 'tenant_id = app.tenant_id() and actor = app.actor()'
    when 'city by me' then 'city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'city by me, no recall' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and kind <> ''recalled'''
    when 'city by me asked' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null'
    when 'city by me asked, of work' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null and kind in (''taken'', '
      '''disposed'', ''acknowledged'', ''inner_asked'', ''extension_asked'', ''return_asked'', ''suspension_asked'', '
      '''void_asked'', ''assist_answered'', ''verify_answered'', ''check_answered'', ''reply_answered'')'
    when 'own asked by me' then 'tenant_id = app.tenant_id() and asker_unit_id = app.unit_id()'
    when 'city my unit' then 'city_id = app.city_id() and unit_id = app.unit_id()'
    when 'city my units' then 'city_id = app.city_id() and app.unit_id() in (unit_id, also_unit_id)'
    when 'city my lead' then
      'city_id = app.city_id() and lead_unit_id = app.unit_id() and lead_home_id = app.tenant_id()'
    when 'city my hold' then 'city_id = app.city_id() and holder_unit_id = app.unit_id()'
  end
$$;
call migration.allow('gw_unit', 'select', 'biz.area', 'own or of my city');

-- A body of the city works cases of every county: without the row of the county there is neither its calendar nor its name,
-- and without its bodies nobody on the case has one.
drop policy gw_unit_select on biz.tenant;
call migration.allow('gw_unit', 'select', 'biz.tenant', 'own or of my city');
drop policy gw_unit_select on biz.body;
call migration.allow('gw_unit', 'select', 'biz.body', 'own or of my city');
