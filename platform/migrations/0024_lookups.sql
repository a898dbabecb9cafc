-- Catalogues, rules and calendars are loaded by the operator: no command but migrate and restore works as the owner.
grant usage on schema lookup to gw_operator;
grant select, insert, update on all tables in schema lookup to gw_operator;
