-- A county finds words in its open cases that are worked at desks, the soonest due first. As those of 0069, an upload does not
-- pay for it.

create index case_at_desks on biz."case" (tenant_id, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where supervision_unit_id is not null and state not in ('closed', 'refused', 'void', 'moved', 'merged');
