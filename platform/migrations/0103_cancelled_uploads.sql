-- An upload that waits for its turn can be cancelled: nothing of it was taken in, and the sender's own id for it is free again.
alter table biz.batch drop constraint batch_state_check;
alter table biz.batch add constraint batch_state_check
  check (state in ('queued', 'running', 'completed', 'completed_with_rejects', 'refused', 'cancelled'));
alter table biz.batch add constraint batch_cancelled_took_nothing check (state <> 'cancelled' or next_row = 0);
alter table biz.batch drop constraint batch_client_id;
create unique index batch_client_id on biz.batch (tenant_id, source_id, client_batch_id) where state <> 'cancelled';
comment on column biz.batch.client_batch_id is
  'Chosen by the sender; opening it again returns the same batch, and a new one after that was cancelled.';
