-- What a tenant's people and machines have used of a minute, over all gateway processes. Worth nothing after a crash, a backup
-- or that minute, so it is neither logged nor kept.
create unlogged table control.quota (
  tenant_id int not null,
  kind text not null,
  since timestamptz not null,
  used int not null,
  primary key (tenant_id, kind)
) with (fillfactor = 50);
comment on table control.quota is 'Units taken by all gateway processes together in the minute that began at since: one row a tenant and kind.';
comment on column control.quota.kind is 'requests, uploads, photographs.';
comment on column control.quota.used is 'Taken in portions: a process that ends has taken more than it used.';
grant select, insert, update on control.quota to gw_identity;
