-- Who exists and how they sign in.

create table control.tenant (
  id int primary key,
  city_id int not null,
  slug text not null unique,
  state text not null default 'active' check (state in ('active', 'suspended')),
  created_at timestamptz not null,
  foreign key (city_id) references control.tenant (id)
);
comment on table control.tenant is 'Every tenant known to sign-in. Names and attributes live in biz.tenant.';
comment on column control.tenant.id is 'Meaningless number from control.counter; the national code is an attribute.';
comment on column control.tenant.city_id is 'The city the tenant belongs to; a city is its own.';
comment on column control.tenant.slug is 'Value of the signed claim "tenant" in every token of this tenant.';

create table control.counter (
  name text primary key,
  last_value int not null
);
comment on table control.counter is 'Hands out tenant and unit ids, which are unique over all tenants.';

create table control.login (
  issuer text not null,
  subject text not null,
  tenant_id int not null references control.tenant (id),
  person_id uuid not null,
  disabled_at timestamptz,
  primary key (issuer, subject)
);
comment on table control.login is 'Maps a signed (issuer, subject) to a person of one tenant.';

create table control.machine_client (
  issuer text not null,
  client_id text not null,
  tenant_id int not null references control.tenant (id),
  source_id int not null,
  disabled_at timestamptz,
  primary key (issuer, client_id)
);
comment on table control.machine_client is 'Maps a machine client to one source system of one tenant.';

create table control.session (
  id_hash text primary key,
  issuer text not null,
  subject text not null,
  tokens text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  access_expires_at timestamptz not null,
  absolute_expires_at timestamptz not null
);
comment on table control.session is 'Browser sessions. The cookie value is stored hashed, the tokens encrypted.';
comment on column control.session.id_hash is 'Hex sha256 of the cookie value.';
comment on column control.session.tokens is 'AES-256-GCM of {access, refresh, id}, key from LIANGJI_SESSION_KEY.';
create index session_subject on control.session (issuer, subject);

grant select on control.tenant, control.login, control.machine_client to gw_identity;
grant select, insert, update, delete on control.session to gw_identity;
