-- The key of a command of several transactions is claimed before the first of them, so that no other input runs under it.

alter table biz.command alter column answer drop not null;
comment on column biz.command.answer is 'Null while the command runs, or when it ended without an answer to keep: it may be sent again.';
call migration.allow('gw_county', 'update', 'biz.command', 'own by me');
call migration.allow('gw_city', 'update', 'biz.command', 'own by me');
call migration.allow('gw_unit', 'update', 'biz.command', 'own by me');
