-- Hours by season, and calendars of tenants over another one's days.
alter table lookup.calendar add column seasons jsonb not null default '[]';
alter table lookup.calendar add column base_id text;
alter table lookup.calendar add column base_version int;
alter table lookup.calendar
  add constraint calendar_base foreign key (base_id, base_version) references lookup.calendar (id, version) match full;
comment on column lookup.calendar.periods is
  'Working periods of a day outside the seasons, [["08:00","12:00"],["14:00","18:00"]].';
comment on column lookup.calendar.seasons is
  'Parts of every year with other periods, days MM-DD included: [{"from":"05-01","to":"09-30","periods":[…]}].';
comment on column lookup.calendar.base_id is
  'Calendar whose days hold under its own, in base_version; null for one that has all its days itself.';
