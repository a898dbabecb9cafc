-- An alarm sounds for urgent cases that nobody of the body has taken: the few that it works, soonest due first.

create index case_urgent on biz."case" (city_id, lead_unit_id, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where urgent and state = 'disposing';
