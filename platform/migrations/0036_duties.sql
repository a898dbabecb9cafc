-- Duties are configuration, as units and modes are: the operator writes them.
call migration.allow('gw_operator', 'select', 'biz.duty', 'own');
call migration.allow('gw_operator', 'insert', 'biz.duty', 'own');
call migration.allow('gw_operator', 'update', 'biz.duty', 'own');
