-- Who asked a body to help takes that back: an assistant that does not answer keeps the lead from feeding back (docs/decisions/0048).
alter table biz.case_event drop constraint case_event_kind;
alter table biz.case_event add constraint case_event_kind check (kind in ('reported', 'registered', 'accepted', 'refused',
  'filed', 'file_returned', 'sent_down', 'passed_up', 'dispatched', 'taken', 'disposed', 'returned', 'check_sent',
  'check_passed', 'reworked', 'closed', 'voided', 'suspended', 'resumed', 'extended', 'moved', 'merged', 'corrected',
  'no_owner', 'substitute_ordered', 'liability_set', 'recalled', 'claimed', 'decided', 'supervised', 'noticed', 'appealed',
  'exempted', 'called_back', 'acknowledged', 'assist_withdrawn') or kind like '%\_asked' or kind like '%\_answered');
