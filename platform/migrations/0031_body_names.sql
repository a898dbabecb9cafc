-- A county knows the bodies of its city by code and former names too, as it knows its own units: in its own rows, because it
-- cannot read its city's.
alter table biz.body add column code text;
alter table biz.body add column name_history jsonb not null default '[]';
comment on column biz.body.code is 'As in biz.unit of the home tenant.';
comment on column biz.body.name_history is 'As in biz.unit of the home tenant: former names, each with the day on which it ended.';

-- Body by body, because the unit of a city's body lies in another tenant.
do $$
declare
  b record;
  u record;
begin
  for b in select tenant_id, home_id, unit_id from biz.body loop
    select code, name_history into u from biz.unit where tenant_id = b.home_id and id = b.unit_id;
    update biz.body set code = u.code, name_history = u.name_history
     where tenant_id = b.tenant_id and unit_id = b.unit_id;
  end loop;
end $$;
alter table biz.body alter column code set not null;
