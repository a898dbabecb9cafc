-- 采集 is a duty as the others are: who is asked to look on the spot, of a class, in an area.
alter table biz.duty drop constraint duty_kind_check;
alter table biz.duty add constraint duty_kind_check
  check (kind in ('supervise', 'own', 'maintain', 'dispose', 'collect'));
comment on column biz.duty.kind is '主管 supervise, 权属 own, 养护 maintain, 处置 dispose, 采集 collect.';
