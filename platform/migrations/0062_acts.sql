-- Acts on cases: whoever is given a task acknowledges it, and the clerk finds what falls to him without reading every case.
alter table biz.case_event drop constraint case_event_kind;
alter table biz.case_event add constraint case_event_kind check (kind in ('reported', 'registered', 'accepted', 'refused',
  'filed', 'file_returned', 'sent_down', 'passed_up', 'dispatched', 'taken', 'disposed', 'returned', 'check_sent',
  'check_passed', 'reworked', 'closed', 'voided', 'suspended', 'resumed', 'extended', 'moved', 'merged', 'corrected',
  'no_owner', 'substitute_ordered', 'liability_set', 'recalled', 'claimed', 'decided', 'supervised', 'noticed', 'appealed',
  'exempted', 'called_back', 'acknowledged') or kind like '%\_asked' or kind like '%\_answered');
create index case_resume on biz."case" (tenant_id, resume_at) where state = 'suspended';
create index assignment_clerk on biz.assignment (tenant_id, asked_at) where kind = 'notice' and state = 'open';
