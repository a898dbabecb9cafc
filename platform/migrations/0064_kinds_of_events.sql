-- What kinds of event somebody may write (docs/decisions/0043). Whoever works a task writes that he did it, asks or answers, and
-- nothing that only desks do; what was handed over is taken back by the clerk alone.

create or replace function migration.condition(shape text) returns text language sql immutable as $$
  select case shape
    when 'own' then 'tenant_id = app.tenant_id()'
    when 'city' then 'city_id = app.city_id()'
    when 'published' then 'tenant_id = app.city_id()'
    when 'own in city' then 'tenant_id = app.tenant_id() and city_id = app.city_id()'
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

drop policy gw_unit_insert on biz.case_event;
call migration.allow('gw_unit', 'insert', 'biz.case_event', 'city by me asked, of work');
drop policy gw_county_insert on biz.case_event;
call migration.allow('gw_county', 'insert', 'biz.case_event', 'own in city by me, no recall');
drop policy gw_city_insert on biz.case_event;
call migration.allow('gw_city', 'insert', 'biz.case_event', 'city by me, no recall');
