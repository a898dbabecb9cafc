-- The ground of two commands: who holds a case, who is asked to do what about it, and what they answered.
-- Policies and traps: command-model. A body never gives work, and writes only where it was asked.

-- Modes, limits and duties: what a case began under, and who is asked.
create table biz.tenant_mode (
  tenant_id int not null,
  city_id int not null,
  from_at timestamptz not null,
  document jsonb not null,
  primary key (tenant_id, from_at)
);
comment on table biz.tenant_mode is 'How supervision and command work in the tenant from then on; a case keeps what it began with.';
comment on column biz.tenant_mode.document is 'Desks, rights of posts, pairs of acts nobody does both of, deciders.';
call migration.protect('biz.tenant_mode');
alter table biz.tenant_mode add constraint tenant_mode_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
call migration.allow('gw_county', 'select', 'biz.tenant_mode', 'own');
call migration.allow('gw_city', 'select', 'biz.tenant_mode', 'city');
call migration.allow('gw_unit', 'select', 'biz.tenant_mode', 'city');
call migration.allow('ingest', 'select', 'biz.tenant_mode', 'own');
call migration.allow('clerk', 'select', 'biz.tenant_mode', 'own');
call migration.allow('rollup', 'select', 'biz.tenant_mode', 'own');

create table biz.limit_rule (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  class_id int,
  rule_id int,
  area_class smallint check (area_class in (1, 2)),
  step text not null check (step in
    ('acceptance', 'verify', 'filing', 'dispatch', 'disposal', 'check_sending', 'check', 'closing', 'review')),
  limit_value text not null,
  limit_unit text not null check (limit_unit in
    ('urgent_hour', 'working_hour', 'urgent_day', 'working_day', 'clock_hour', 'calendar_day')),
  from_day date not null,
  to_day date,
  primary key (tenant_id, id)
);
comment on table biz.limit_rule is
  'How long a step may take, by class, filing condition and area class: an effective row per tenant, a city''s included.';
comment on column biz.limit_rule.class_id is 'Null = every class; likewise for the condition and the area class.';
comment on column biz.limit_rule.limit_value is 'Decimal as printed; may be fractional.';
create index limit_rule_class on biz.limit_rule (tenant_id, class_id, step);
call migration.protect('biz.limit_rule');
alter table biz.limit_rule add constraint limit_rule_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
alter table biz.limit_rule add constraint limit_rule_class foreign key (class_id) references lookup.class (id);
alter table biz.limit_rule add constraint limit_rule_condition foreign key (rule_id) references lookup.case_rule (id);
call migration.allow('gw_county', 'select', 'biz.limit_rule', 'own');
call migration.allow('gw_city', 'select', 'biz.limit_rule', 'city');
call migration.allow('gw_unit', 'select', 'biz.limit_rule', 'city');
call migration.allow('ingest', 'select', 'biz.limit_rule', 'own');
call migration.allow('clerk', 'select', 'biz.limit_rule', 'own');
call migration.allow('rollup', 'select', 'biz.limit_rule', 'own');

create table biz.duty (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  class_id int,
  area_id int,
  kind text not null check (kind in ('supervise', 'own', 'maintain', 'dispose')),
  unit_id int not null,
  from_day date not null,
  to_day date,
  primary key (tenant_id, id)
);
comment on table biz.duty is 'Which body is responsible for a class in an area: an effective row per tenant.';
comment on column biz.duty.kind is '主管 supervise, 权属 own, 养护 maintain, 处置 dispose.';
comment on column biz.duty.area_id is 'Null = the whole tenant; likewise for the class.';
create index duty_class on biz.duty (tenant_id, class_id, kind);
call migration.protect('biz.duty');
alter table biz.duty add constraint duty_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.duty add constraint duty_class foreign key (class_id) references lookup.class (id);
alter table biz.duty add constraint duty_area foreign key (tenant_id, area_id) references biz.area (tenant_id, id);
alter table biz.duty add constraint duty_body foreign key (tenant_id, unit_id) references biz.body (tenant_id, unit_id);
call migration.allow('gw_county', 'select', 'biz.duty', 'own');
call migration.allow('gw_city', 'select', 'biz.duty', 'city');
call migration.allow('gw_unit', 'select', 'biz.duty', 'city my unit');
call migration.allow('ingest', 'select', 'biz.duty', 'own');
call migration.allow('clerk', 'select', 'biz.duty', 'own');

-- The case: the baton is a pair, the tenant that answers and the body that works.
alter table biz."case" add column state text;
alter table biz."case" add column version int not null default 1;
alter table biz."case" add column lead_unit_id int;
alter table biz."case" add column supervision_unit_id int;
alter table biz."case" add column command_unit_id int;
alter table biz."case" add column step_due_at timestamptz;
alter table biz."case" add column warn_at timestamptz;
alter table biz."case" add column resume_at timestamptz;
alter table biz."case" add column notice_count smallint not null default 0;
alter table biz."case" add column no_owner_route text;
alter table biz."case" add column urgent boolean not null default false;
alter table biz."case" add column merged_into_id uuid;
alter table biz."case" add column moved_to_tenant_id int;
alter table biz."case" add column moved_to_id uuid;
alter table biz."case" add column mode_from timestamptz;
alter table biz."case" add column street_id int;
alter table biz."case" add column community_id int;
comment on column biz."case".holder_id is 'The tenant that answers for the step: the case''s own or its city.';
comment on column biz."case".holder_unit_id is 'The body that works; at the end the last desk. Only the holder moves a case.';
comment on column biz."case".stage is 'A function of the state, for counting and for uploads.';
comment on column biz."case".version is 'Grows by one with every move; a writer names the one it saw.';
comment on column biz."case".lead_unit_id is '主责: the body that sees the case. Null while it lies at the desks.';
comment on column biz."case".supervision_unit_id is 'Desk of the supervision side, from the mode, once. Null for a case known by uploads alone.';
comment on column biz."case".command_unit_id is 'Desk of the command side, likewise.';
comment on column biz."case".step_due_at is 'Deadline of the running step; due_at is that of the disposal.';
comment on column biz."case".resume_at is 'End of the suspension.';
comment on column biz."case".notice_count is '抄告 sent to the duty holder; after three another body repairs.';
comment on column biz."case".no_owner_route is 'How a case without an owner goes on.';
comment on column biz."case".moved_to_tenant_id is 'With moved_to_id: the successor in the tenant where the place really lies.';
comment on column biz."case".mode_from is 'The tenant_mode it began under; null for a case known by uploads alone.';

update biz."case" set state = case stage
  when 'reported' then 'collecting' when 'filed' then 'dispatching' when 'dispatched' then 'disposing'
  when 'disposed' then 'check_sending' else stage end;
-- Uploads are written by the desk, and lie there.
do $$
declare
  t record;
begin
  for t in select own.id, own.desk_unit_id as desk, city.desk_unit_id as city_desk
      from control.tenant own join control.tenant city on city.id = own.city_id loop
    update biz."case" set holder_unit_id = case holder_id when t.id then t.desk else t.city_desk end
     where tenant_id = t.id;
  end loop;
end $$;
alter table biz."case" alter column state set not null;
alter table biz."case" alter column holder_unit_id set not null;
alter table biz."case" add constraint case_state check (state in ('collecting', 'filing', 'dispatching', 'disposing',
  'suspended', 'check_sending', 'closing', 'self_review', 'closed', 'refused', 'void', 'moved', 'merged'));
alter table biz."case" add constraint case_stage check (stage = case
  when state in ('collecting', 'filing') then 'reported'
  when state = 'dispatching' then 'filed'
  when state = 'disposing' then 'dispatched'
  when state in ('check_sending', 'closing', 'self_review') then 'disposed'
  when state in ('moved', 'merged') then 'void'
  else state end);
alter table biz."case" add constraint case_holder check (holder_id in (tenant_id, city_id));
alter table biz."case" add constraint case_moved check ((moved_to_tenant_id is null) = (moved_to_id is null));
alter table biz."case" add constraint case_holder_body foreign key (tenant_id, holder_unit_id)
  references biz.body (tenant_id, unit_id);
alter table biz."case" add constraint case_lead_body foreign key (tenant_id, lead_unit_id)
  references biz.body (tenant_id, unit_id);
alter table biz."case" add constraint case_merged foreign key (tenant_id, merged_into_id) references biz."case" (tenant_id, id);
alter table biz."case" add constraint case_mode foreign key (tenant_id, mode_from)
  references biz.tenant_mode (tenant_id, from_at);
alter table biz."case" add constraint case_street foreign key (tenant_id, street_id) references biz.area (tenant_id, id);
alter table biz."case" add constraint case_community foreign key (tenant_id, community_id) references biz.area (tenant_id, id);
create index case_queue on biz."case" (tenant_id, holder_unit_id, state, step_due_at);
create index case_sweep on biz."case" (tenant_id, step_due_at) where step_due_at is not null;
create index case_lead on biz."case" (city_id, lead_unit_id, state, step_due_at) where lead_unit_id is not null;
create index case_merged on biz."case" (tenant_id, merged_into_id) where merged_into_id is not null;

-- UPDATE checks the policy of select on the new row too: the lead reads, the holder writes.
call migration.allow('gw_county', 'insert', 'biz."case"', 'own holder');
call migration.allow('gw_county', 'update', 'biz."case"', 'own holder', 'own');
call migration.allow('gw_city', 'insert', 'biz."case"', 'city holder');
call migration.allow('gw_city', 'update', 'biz."case"', 'city holder', 'city');
call migration.allow('gw_unit', 'select', 'biz."case"', 'city my lead');
call migration.allow('gw_unit', 'update', 'biz."case"', 'city my hold', 'city my lead');
call migration.allow('clerk', 'select', 'biz."case"', 'own');
call migration.allow('clerk', 'insert', 'biz."case"', 'own');
call migration.allow('clerk', 'update', 'biz."case"', 'own');

-- Every hand-over and request between bodies.
create table biz.assignment (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('command', 'lead', 'assist', 'verify', 'check', 'reply', 'notice')),
  subtype text,
  asker_unit_id int not null,
  unit_id int not null,
  also_unit_id int,
  other_id int,
  inner_unit_id int,
  person_id uuid,
  on_behalf_of_unit_id int,
  barred uuid[] not null default '{}',
  brief jsonb not null,
  asked_at timestamptz not null,
  limit_value text,
  limit_unit text check (limit_unit in
    ('urgent_hour', 'working_hour', 'urgent_day', 'working_day', 'clock_hour', 'calendar_day')),
  due_at timestamptz,
  warn_at timestamptz,
  state text not null check (state in ('open', 'accepted', 'answered', 'confirmed', 'returned', 'withdrawn')),
  answer jsonb,
  asks jsonb,
  asks_unit_id int,
  primary key (tenant_id, id),
  constraint assignment_also check (also_unit_id is null or kind = 'assist'),
  constraint assignment_other check (other_id = city_id),
  constraint assignment_asks check ((asks is null) = (asks_unit_id is null)),
  constraint assignment_worker unique (tenant_id, id, case_id, unit_id)
);
comment on table biz.assignment is 'What one body asks another about a case; the brief is the task sheet it reads.';
comment on column biz.assignment.subtype is 'Of a reply: 督办, 抽查, supplement and so on.';
comment on column biz.assignment.also_unit_id is 'The lead, for an assist: reads it too.';
comment on column biz.assignment.other_id is 'The city, if it takes part.';
comment on column biz.assignment.inner_unit_id is 'Squad or section the body gave it to.';
comment on column biz.assignment.on_behalf_of_unit_id is 'For whom the asker asks: a seconded person acts for the body that sent him.';
comment on column biz.assignment.barred is 'Persons who may not answer; the body cannot read the others'' events.';
comment on column biz.assignment.brief is 'What the body needs to know of the case. Holds no personal data.';
comment on column biz.assignment.answer is 'For the lists; what was answered stands in the event.';
comment on column biz.assignment.asks is 'The one request of the body that waits: extension, return, suspension, void.';
comment on column biz.assignment.asks_unit_id is 'Who decides about it.';
create index assignment_case on biz.assignment (tenant_id, case_id);
create index assignment_inbox on biz.assignment (city_id, unit_id, state, due_at);
create index assignment_asked on biz.assignment (city_id, asks_unit_id) where asks_unit_id is not null;
create index assignment_sweep on biz.assignment (tenant_id, due_at) where state in ('open', 'accepted');
call migration.protect('biz.assignment');
alter table biz.assignment add constraint assignment_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
alter table biz.assignment add constraint assignment_asker foreign key (tenant_id, asker_unit_id)
  references biz.body (tenant_id, unit_id);
alter table biz.assignment add constraint assignment_body foreign key (tenant_id, unit_id)
  references biz.body (tenant_id, unit_id);
alter table biz.assignment add constraint assignment_also_body foreign key (tenant_id, also_unit_id)
  references biz.body (tenant_id, unit_id);
alter table biz.assignment add constraint assignment_asks_body foreign key (tenant_id, asks_unit_id)
  references biz.body (tenant_id, unit_id);
call migration.allow('gw_county', 'select', 'biz.assignment', 'own');
call migration.allow('gw_county', 'insert', 'biz.assignment', 'own asked by me');
call migration.allow('gw_county', 'update', 'biz.assignment', 'own');
call migration.allow('gw_city', 'select', 'biz.assignment', 'city');
call migration.allow('gw_city', 'insert', 'biz.assignment', 'city other');
call migration.allow('gw_city', 'update', 'biz.assignment', 'city other');
call migration.allow('gw_unit', 'select', 'biz.assignment', 'city my units');
-- A body that might change whole rows would turn its task into another case's.
call migration.allow('gw_unit', 'update', 'biz.assignment', 'city my unit', null,
  'state, answer, inner_unit_id, person_id, asks, asks_unit_id, other_id');
call migration.allow('ingest', 'select', 'biz.assignment', 'own');
call migration.allow('ingest', 'insert', 'biz.assignment', 'own asked by me');
call migration.allow('ingest', 'update', 'biz.assignment', 'own');
call migration.allow('clerk', 'select', 'biz.assignment', 'own');
call migration.allow('clerk', 'insert', 'biz.assignment', 'own asked by me');
call migration.allow('clerk', 'update', 'biz.assignment', 'own');
call migration.allow('rollup', 'select', 'biz.assignment', 'own');

-- Events: who wrote it, working on which task.
alter table biz.case_event add column by_unit_id int;
alter table biz.case_event add column person_id uuid;
alter table biz.case_event add column lead_unit_id int;
alter table biz.case_event add column version int;
alter table biz.case_event add column epoch int not null default 0;
alter table biz.case_event add column amends uuid;
alter table biz.case_event add column assignment_id uuid;
comment on column biz.case_event.by_unit_id is 'The body that wrote it; of an upload, the desk of the tenant.';
comment on column biz.case_event.person_id is 'Somebody of that body''s tenant; null for machines and the clerk.';
comment on column biz.case_event.lead_unit_id is 'The body that had the case then, and reads this; null = a desk''s own remark.';
comment on column biz.case_event.version is 'Version of the case after a move; null = a note.';
comment on column biz.case_event.epoch is 'Number of closings before it was recorded: what a closed period had not yet seen is late.';
comment on column biz.case_event.amends is 'The event whose time or words this one puts right.';
comment on column biz.case_event.assignment_id is 'The task the writer works on, never one it gives.';
do $$
declare
  t record;
begin
  for t in select id, desk_unit_id as desk from control.tenant loop
    update biz.case_event set by_unit_id = t.desk where tenant_id = t.id;
  end loop;
end $$;
alter table biz.case_event alter column by_unit_id set not null;
alter table biz.case_event drop constraint case_event_kind_check;
alter table biz.case_event add constraint case_event_kind check (kind in ('reported', 'registered', 'accepted', 'refused',
  'filed', 'file_returned', 'sent_down', 'passed_up', 'dispatched', 'taken', 'disposed', 'returned', 'check_sent',
  'reworked', 'closed', 'voided', 'suspended', 'resumed', 'extended', 'moved', 'merged', 'corrected', 'no_owner',
  'substitute_ordered', 'liability_set', 'recalled', 'claimed', 'decided', 'supervised', 'noticed', 'appealed', 'exempted',
  'called_back') or kind like '%\_asked' or kind like '%\_answered');
alter table biz.case_event add constraint case_event_lead foreign key (tenant_id, lead_unit_id)
  references biz.body (tenant_id, unit_id);
alter table biz.case_event add constraint case_event_amends foreign key (tenant_id, amends)
  references biz.case_event (tenant_id, id);
-- A body writes only where it was asked: the task must be its own, about this case.
alter table biz.case_event add constraint case_event_assignment foreign key (tenant_id, assignment_id, case_id, by_unit_id)
  references biz.assignment (tenant_id, id, case_id, unit_id);
create index case_event_amends on biz.case_event (tenant_id, amends) where amends is not null;
call migration.allow('gw_county', 'insert', 'biz.case_event', 'own by me');
call migration.allow('gw_city', 'insert', 'biz.case_event', 'city by me');
call migration.allow('gw_unit', 'select', 'biz.case_event', 'city my lead');
call migration.allow('gw_unit', 'insert', 'biz.case_event', 'city by me asked');
call migration.allow('clerk', 'select', 'biz.case_event', 'own');
call migration.allow('clerk', 'insert', 'biz.case_event', 'own by me');
drop policy ingest_insert on biz.case_event;
call migration.allow('ingest', 'insert', 'biz.case_event', 'own by me');

-- What is to be projected anew: written with every move and counting note, read by rollup.
create table biz.case_dirty (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  case_id uuid not null,
  by_unit_id int not null,
  marked_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table biz.case_dirty is 'Cases whose facts and turns are older than their events.';
comment on column biz.case_dirty.by_unit_id is 'The body whose act marked it.';
create index case_dirty_case on biz.case_dirty (tenant_id, case_id);
call migration.protect('biz.case_dirty');
alter table biz.case_dirty add constraint case_dirty_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
call migration.allow('gw_county', 'insert', 'biz.case_dirty', 'own');
call migration.allow('gw_city', 'insert', 'biz.case_dirty', 'city');
call migration.allow('gw_unit', 'insert', 'biz.case_dirty', 'city by me');
call migration.allow('ingest', 'insert', 'biz.case_dirty', 'own');
call migration.allow('clerk', 'select', 'biz.case_dirty', 'own');
call migration.allow('clerk', 'insert', 'biz.case_dirty', 'own');
call migration.allow('rollup', 'select', 'biz.case_dirty', 'own');
call migration.allow('rollup', 'delete', 'biz.case_dirty', 'own');

create table biz.case_turn (
  tenant_id int not null,
  city_id int not null,
  case_id uuid not null,
  turn_no smallint not null,
  step text not null check (step in
    ('acceptance', 'verify', 'filing', 'dispatch', 'disposal', 'check_sending', 'check', 'closing', 'review', 'assist')),
  unit_id int,
  inner_unit_id int,
  person_id uuid,
  from_at timestamptz not null,
  to_at timestamptz,
  ended_by text,
  limit_value text,
  limit_unit text,
  due_at timestamptz,
  pause_ms bigint not null default 0,
  extension_count smallint not null default 0,
  extension_ms bigint not null default 0,
  exempted_at timestamptz,
  primary key (tenant_id, case_id, turn_no)
);
comment on table biz.case_turn is 'One row per clock that ran on a case: the figures of departments and posts. Projected from events.';
comment on column biz.case_turn.turn_no is 'From 1 in the order in which the clocks started.';
comment on column biz.case_turn.unit_id is 'The body whose turn it was; null where an upload names none we know.';
comment on column biz.case_turn.ended_by is 'Kind of the event that stopped the clock; null while it runs.';
comment on column biz.case_turn.pause_ms is 'Time the clock stood still.';
comment on column biz.case_turn.extension_ms is 'Working time added by extensions.';
comment on column biz.case_turn.exempted_at is 'Since when an appeal lifts the overrun: it stays visible and leaves the figures.';
create index case_turn_unit on biz.case_turn (city_id, unit_id, step, due_at);
call migration.protect('biz.case_turn');
alter table biz.case_turn add constraint case_turn_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
call migration.allow('gw_county', 'select', 'biz.case_turn', 'own');
call migration.allow('gw_city', 'select', 'biz.case_turn', 'city');
call migration.allow('gw_unit', 'select', 'biz.case_turn', 'city my unit');
call migration.allow('clerk', 'select', 'biz.case_turn', 'own');
call migration.allow('ingest', 'select', 'biz.case_turn', 'own');
call migration.allow('ingest', 'insert', 'biz.case_turn', 'own');
call migration.allow('ingest', 'update', 'biz.case_turn', 'own');
call migration.allow('ingest', 'delete', 'biz.case_turn', 'own');
call migration.allow('rollup', 'select', 'biz.case_turn', 'own');
call migration.allow('rollup', 'insert', 'biz.case_turn', 'own');
call migration.allow('rollup', 'update', 'biz.case_turn', 'own');
call migration.allow('rollup', 'delete', 'biz.case_turn', 'own');

alter table biz.case_fact add column lead_unit_id int;
alter table biz.case_fact add column street_id int;
alter table biz.case_fact add column community_id int;
alter table biz.case_fact add column source_code text;
alter table biz.case_fact add column collector_unit_id int;
alter table biz.case_fact add column pause_ms bigint not null default 0;
alter table biz.case_fact add column extension_ms bigint not null default 0;
alter table biz.case_fact add column calendar_version int not null default 0;
alter table biz.case_fact add column seen int not null default 0;
comment on column biz.case_fact.lead_unit_id is 'The body responsible at the end, else the one that has it.';
comment on column biz.case_fact.collector_unit_id is 'Collection company whose collector reported it.';
comment on column biz.case_fact.pause_ms is 'Time in which the disposal clock stood still, all suspensions together.';
comment on column biz.case_fact.extension_ms is 'Working time added to the disposal limit, all extensions together.';
comment on column biz.case_fact.calendar_version is 'Calendar the instants were computed under; 0 = before versions were kept.';
comment on column biz.case_fact.seen is 'Number of events it was projected from: a projection that saw fewer changes nothing.';
update biz.case_fact f set source_code = c.source_code from biz."case" c
  where c.tenant_id = f.tenant_id and c.id = f.case_id;
call migration.allow('rollup', 'insert', 'biz.case_fact', 'own');
call migration.allow('rollup', 'update', 'biz.case_fact', 'own');

-- Not yet a case: what collectors, streets, the phone, the public and sensors bring.
create table biz.report (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  source_code text not null,
  by_unit_id int not null,
  person_id uuid,
  reported_at timestamptz not null,
  recorded_at timestamptz not null,
  kind text check (kind in ('component', 'event')),
  class_id int,
  description text,
  address text,
  longitude float8,
  latitude float8,
  photos jsonb not null default '[]',
  self_handled boolean not null default false,
  state text not null check (state in ('waiting', 'registered', 'linked', 'refused')),
  case_id uuid,
  reason text,
  primary key (tenant_id, id),
  constraint report_case_known check ((state in ('registered', 'linked')) = (case_id is not null)),
  constraint report_reason check (state <> 'refused' or reason is not null)
);
comment on table biz.report is 'A report before it is a case: the acceptor registers it, links it as a duplicate, or refuses it.';
comment on column biz.report.tenant_id is 'County of the place; the city where a report has none.';
comment on column biz.report.by_unit_id is 'The body that brings it.';
comment on column biz.report.longitude is 'WGS-84 degrees.';
comment on column biz.report.photos is '[{"sha256": …, "usage": "before"}]; what was handled on the spot has before and after.';
create index report_waiting on biz.report (tenant_id, state, reported_at);
create index report_by on biz.report (city_id, by_unit_id, reported_at);
create index report_case on biz.report (tenant_id, case_id);
call migration.protect('biz.report');
alter table biz.report add constraint report_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
alter table biz.report add constraint report_class foreign key (class_id) references lookup.class (id);
alter table biz.report add constraint report_body foreign key (tenant_id, by_unit_id) references biz.body (tenant_id, unit_id);
alter table biz.report add constraint report_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
call migration.allow('gw_county', 'select', 'biz.report', 'own');
call migration.allow('gw_county', 'insert', 'biz.report', 'own by me');
call migration.allow('gw_county', 'update', 'biz.report', 'own');
call migration.allow('gw_city', 'select', 'biz.report', 'city');
call migration.allow('gw_city', 'insert', 'biz.report', 'city by me');
call migration.allow('gw_city', 'update', 'biz.report', 'city');
call migration.allow('gw_unit', 'select', 'biz.report', 'city by me');
call migration.allow('gw_unit', 'insert', 'biz.report', 'city by me');
call migration.allow('ingest', 'select', 'biz.report', 'own');
call migration.allow('ingest', 'insert', 'biz.report', 'own by me');
call migration.allow('clerk', 'select', 'biz.report', 'own');
call migration.allow('clerk', 'insert', 'biz.report', 'own by me');
call migration.allow('clerk', 'update', 'biz.report', 'own');

create table biz.case_media (
  tenant_id int not null,
  city_id int not null,
  case_id uuid not null,
  sha256 text not null,
  unit_id int not null,
  usage text not null,
  by_unit_id int not null,
  assignment_id uuid,
  added_at timestamptz not null,
  primary key (tenant_id, case_id, sha256, unit_id)
);
comment on table biz.case_media is 'Photographs and files of a case: an effective row for every body that may see one.';
comment on column biz.case_media.unit_id is 'Who may see it.';
comment on column biz.case_media.usage is 'What it shows: before, after, verify, check, document.';
comment on column biz.case_media.assignment_id is 'The task the body that added it works on; null for a desk.';
create index case_media_unit on biz.case_media (city_id, unit_id, case_id);
call migration.protect('biz.case_media');
alter table biz.case_media add constraint case_media_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
alter table biz.case_media add constraint case_media_body foreign key (tenant_id, unit_id)
  references biz.body (tenant_id, unit_id);
alter table biz.case_media add constraint case_media_assignment foreign key (tenant_id, assignment_id, case_id, by_unit_id)
  references biz.assignment (tenant_id, id, case_id, unit_id);
call migration.allow('gw_county', 'select', 'biz.case_media', 'own');
call migration.allow('gw_county', 'insert', 'biz.case_media', 'own by me');
call migration.allow('gw_city', 'select', 'biz.case_media', 'city');
call migration.allow('gw_city', 'insert', 'biz.case_media', 'city by me');
call migration.allow('gw_unit', 'select', 'biz.case_media', 'city my unit');
call migration.allow('gw_unit', 'insert', 'biz.case_media', 'city by me asked');
call migration.allow('ingest', 'select', 'biz.case_media', 'own');
call migration.allow('ingest', 'insert', 'biz.case_media', 'own by me');
call migration.allow('clerk', 'select', 'biz.case_media', 'own');
call migration.allow('clerk', 'insert', 'biz.case_media', 'own by me');

-- Orders out to bodies with a system of their own.
create table biz.downlink (
  tenant_id int not null,
  city_id int not null,
  cursor_no bigint not null,
  unit_id int not null,
  case_id uuid not null,
  assignment_id uuid,
  event_id uuid,
  written_at timestamptz not null,
  primary key (tenant_id, cursor_no)
);
comment on table biz.downlink is
  'One row per order and change for bodies with a machine client, written by the clerk alone: gapless, nothing collapsed.';
comment on column biz.downlink.cursor_no is 'From 1 without gaps, in the order in which the marks were committed.';
comment on column biz.downlink.unit_id is 'The body whose system is told.';
create index downlink_unit on biz.downlink (city_id, unit_id, cursor_no);
create index downlink_case on biz.downlink (tenant_id, case_id);
call migration.protect('biz.downlink');
alter table biz.downlink add constraint downlink_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
alter table biz.downlink add constraint downlink_assignment foreign key (tenant_id, assignment_id)
  references biz.assignment (tenant_id, id);
alter table biz.downlink add constraint downlink_event foreign key (tenant_id, event_id)
  references biz.case_event (tenant_id, id);
alter table biz.downlink add constraint downlink_body foreign key (tenant_id, unit_id)
  references biz.body (tenant_id, unit_id);
call migration.allow('gw_county', 'select', 'biz.downlink', 'own');
call migration.allow('gw_city', 'select', 'biz.downlink', 'city');
call migration.allow('gw_unit', 'select', 'biz.downlink', 'city my unit');
call migration.allow('clerk', 'select', 'biz.downlink', 'own');
call migration.allow('clerk', 'insert', 'biz.downlink', 'own');

-- The cut, the numbers and the audit, for whoever acts on a case.
alter table biz.period_cut add column epoch int not null default 0;
comment on column biz.period_cut.epoch is 'Number of closings so far; closing adds one.';
call migration.allow('gw_county', 'select', 'biz.period_cut', 'own');
call migration.allow('gw_city', 'select', 'biz.period_cut', 'city');
call migration.allow('gw_unit', 'select', 'biz.period_cut', 'city');
call migration.allow('clerk', 'select', 'biz.period_cut', 'own');
call migration.allow('gw_county', 'select', 'biz.case_number', 'own');
call migration.allow('gw_county', 'insert', 'biz.case_number', 'own');
call migration.allow('gw_county', 'update', 'biz.case_number', 'own');
call migration.allow('gw_city', 'select', 'biz.case_number', 'city');
call migration.allow('gw_city', 'insert', 'biz.case_number', 'city');
call migration.allow('gw_city', 'update', 'biz.case_number', 'city');
call migration.allow('clerk', 'select', 'biz.case_number', 'own');
call migration.allow('clerk', 'insert', 'biz.case_number', 'own');
call migration.allow('clerk', 'update', 'biz.case_number', 'own');
alter table biz.audit add column by_unit_id int;
comment on column biz.audit.by_unit_id is 'The body that acted; null before bodies were kept.';
drop policy gw_city_insert on biz.audit;
call migration.allow('gw_city', 'insert', 'biz.audit', 'city');
call migration.allow('gw_unit', 'insert', 'biz.audit', 'city by me');
call migration.allow('clerk', 'insert', 'biz.audit', 'own');
