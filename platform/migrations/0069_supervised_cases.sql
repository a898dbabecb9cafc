-- Who supervises finds a case whoever holds it: the open cases of a city, and those that a desk commands, soonest due first.
-- Cases known by uploads alone have no desks of a mode and are not in these indexes: an upload does not pay for them.

create index case_supervised on biz."case" (city_id, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where supervision_unit_id is not null and state not in ('closed', 'refused', 'void', 'moved', 'merged');
create index case_commanded on biz."case"
  (city_id, command_unit_id, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz), id)
  where supervision_unit_id is not null and state not in ('closed', 'refused', 'void', 'moved', 'merged');

-- What a desk decided about cases of others: waiting for their clerk, or lapsed.
create index assignment_decided on biz.assignment (city_id, asker_unit_id, asked_at, id)
  where kind = 'notice' and subtype = 'decision' and state in ('open', 'returned');

-- A list of cases that others hold says who they are.
comment on view api."case" is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\n@foreignKey (class_id) references api.class (id)|@fieldName class\n@foreignKey (rule_id) references api.case_rule (id)|@fieldName rule\n@foreignKey (tenant_id, cell_id) references api.grid_cell (tenant_id, id)|@fieldName cell\n@foreignKey (tenant_id, holder_unit_id) references api.body (tenant_id, unit_id)|@fieldName holder\nA case as it stands now.';
