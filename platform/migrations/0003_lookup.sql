-- Look-up tables: catalogues of three generations, crosswalk, case rules, calendars. Written by migrator, read by all.

create table lookup.catalogue (
  id text primary key check (id in ('cjt214', 'gbt30428', 'gbt47678')),
  title text not null,
  in_force_from date not null,
  version int not null
);
comment on table lookup.catalogue is 'The three generations that live side by side; a case stays in the one it was filed in.';
comment on column lookup.catalogue.version is 'Grows with every change of the committed lists; pinned by a closed period.';

create table lookup.class (
  id int primary key,
  catalogue_id text not null references lookup.catalogue (id),
  kind text not null check (kind in ('component', 'event')),
  category_code text not null,
  category_name text not null,
  class_code text not null,
  class_name text not null,
  provenance text not null check (provenance in ('read', 'inferred', 'recalled')),
  note text not null default '',
  unique (catalogue_id, kind, category_code, class_code)
);
comment on table lookup.class is 'A class 小类 of components or events. The key includes the kind: 01001 exists as both.';
comment on column lookup.class.class_code is 'Class part only; two digits before 2026, three since. Text: leading zeros matter.';
comment on column lookup.class.provenance is 'read = seen in a source, inferred = reasoned, recalled = unverified.';

create table lookup.crosswalk (
  from_class_id int not null references lookup.class (id),
  to_class_id int not null references lookup.class (id),
  confidence text not null check (confidence in ('exact', 'name', 'guess')),
  primary key (from_class_id, to_class_id)
);
comment on table lookup.crosswalk is 'Old class to new class; a guess waits for a person.';

create table lookup.case_rule (
  id int primary key,
  class_id int references lookup.class (id),
  kind text not null check (kind in ('component', 'event')),
  category_name text not null,
  class_name text not null,
  condition text not null,
  limit_value text not null,
  limit_unit text not null check (limit_unit in
    ('urgent_hour', 'working_hour', 'urgent_day', 'working_day', 'clock_hour', 'calendar_day')),
  closing_condition text not null,
  responsible_unit_kind text not null,
  source text not null
);
comment on table lookup.case_rule is 'Filing condition, limit and closing condition of a class (立案、处置、结案标准).';
comment on column lookup.case_rule.class_id is 'Null where the source gives no code: such a rule is never chosen automatically.';
comment on column lookup.case_rule.limit_value is 'Decimal as printed; may be fractional.';
create index case_rule_class on lookup.case_rule (class_id);

create table lookup.calendar (
  id text not null,
  version int not null,
  time_zone text not null,
  periods jsonb not null,
  published_years int[] not null,
  primary key (id, version)
);
comment on table lookup.calendar is 'Working time. A changed calendar is a new version; a closed period pins its own.';
comment on column lookup.calendar.periods is 'Working periods of a day, [["08:00","12:00"],["14:00","18:00"]].';
comment on column lookup.calendar.published_years is 'Years whose holiday notice is in; a deadline beyond is provisional.';

create table lookup.calendar_day (
  calendar_id text not null,
  version int not null,
  day date not null,
  kind text not null check (kind in ('off', 'makeup')),
  primary key (calendar_id, version, day),
  foreign key (calendar_id, version) references lookup.calendar (id, version)
);
comment on table lookup.calendar_day is 'Exceptions only: off = nobody works, makeup = a weekend day that is worked.';

grant select on all tables in schema lookup to gw_city, gw_county, ingest, rollup;
