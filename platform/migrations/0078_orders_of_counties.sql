-- An order that a county gave may wait until the city has the case and ends it, so the city takes part in every order. Those that
-- were open before are brought to this.
update biz.assignment set other_id = city_id
  where kind = 'reply' and other_id is null and state in ('open', 'accepted');
