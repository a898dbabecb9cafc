-- Who supervises finds a case whoever holds it: the open cases of a city, and those that a desk commands, soonest due first.
-- Cases known by uploads alone have no desks of a mode and are not in these indexes: an upload does not pay for them.

create index case_supervised on biz."case" (city_id, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where supervision_unit_id is not null and state not in ('closed', 'refused', 'void', 'moved', 'merged');
create index case_commanded on biz."case"
  (city_id, command_unit_id, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where supervision_unit_id is not null and state not in ('closed', 'refused', 'void', 'moved', 'merged');
