-- Facts know the calendar they were computed under; where there never was another one, it is that.
update biz.case_fact f set calendar_version = k.version
  from (select t.tenant_id, max(c.version) as version from biz.tenant t join lookup.calendar c on c.id = t.calendar_id
    group by t.tenant_id having count(*) = 1) k
  where k.tenant_id = f.tenant_id;
create index case_fact_calendar on biz.case_fact (tenant_id, calendar_version);
call migration.allow('clerk', 'select', 'biz.case_fact', 'own');
