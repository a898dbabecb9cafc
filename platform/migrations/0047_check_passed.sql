-- A case that passed its check goes to the closing desk, which is a step of its own (docs/decisions/0031).
alter table biz.case_event drop constraint case_event_kind;
alter table biz.case_event add constraint case_event_kind check (kind in ('reported', 'registered', 'accepted', 'refused',
  'filed', 'file_returned', 'sent_down', 'passed_up', 'dispatched', 'taken', 'disposed', 'returned', 'check_sent',
  'check_passed', 'reworked', 'closed', 'voided', 'suspended', 'resumed', 'extended', 'moved', 'merged', 'corrected',
  'no_owner', 'substitute_ordered', 'liability_set', 'recalled', 'claimed', 'decided', 'supervised', 'noticed', 'appealed',
  'exempted', 'called_back') or kind like '%\_asked' or kind like '%\_answered');
