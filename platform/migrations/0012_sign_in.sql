-- Whoever signs out everywhere must be asked for the password again in every browser, also where the identity provider
-- still knows the person. Times are the provider's own (claim auth_time), so its clock and ours need not agree.
create table control.sign_in (
  issuer text not null,
  subject text not null,
  last_at timestamptz not null,
  refused_up_to timestamptz,
  primary key (issuer, subject)
);
comment on table control.sign_in is 'When a person last gave the password, by the word of the identity provider.';
comment on column control.sign_in.refused_up_to is 'Set by signing out everywhere: a password given then or earlier opens no session any more.';
grant select, insert, update on control.sign_in to gw_identity;
