-- A report whose place nobody knew lies under the city. Known, it becomes or joins a case of the county, and stays where it is.

alter table biz.report add column case_no text;
alter table biz.report add column county_id int;
alter table biz.report add column county_case_id uuid;
comment on column biz.report.case_no is 'Number of the case, for the body that brought the report and does not see the case.';
comment on column biz.report.county_id is 'With county_case_id: the case of a county that a report under the city became or joined. No key: it lies in another tenant.';
alter table biz.report drop constraint report_case_known;
alter table biz.report add constraint report_case_known
  check ((state in ('registered', 'linked')) = (num_nonnulls(case_id, county_case_id) = 1));
alter table biz.report add constraint report_county
  check ((county_id is null) = (county_case_id is null) and (county_id is null or (tenant_id = city_id and county_id <> city_id)));
create index report_county_case on biz.report (tenant_id, county_case_id) where county_case_id is not null;
update biz.report r set case_no = c.case_no from biz."case" c where c.tenant_id = r.tenant_id and c.id = r.case_id;
