-- Whom the identity provider knows and we do not let in. He has no tenant whose audit could say so.
create table control.refused_sign_in (
  id uuid primary key,
  at timestamptz not null,
  issuer text not null,
  subject text not null,
  tenant_slug text,
  code text not null
);
comment on table control.refused_sign_in is 'Sign-ins that the provider confirmed and we refused. Append-only.';
comment on column control.refused_sign_in.subject is 'Id of the person at the provider; never a name.';
comment on column control.refused_sign_in.tenant_slug is 'What the token claims, whether or not there is such a tenant.';
comment on column control.refused_sign_in.code is 'Of the problem that was answered: AUTH-STRANGER, AUTH-SUSPENDED.';
grant insert on control.refused_sign_in to gw_identity;
grant select on control.refused_sign_in to gw_operator;
