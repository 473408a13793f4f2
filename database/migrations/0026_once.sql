-- A request with an Idempotency-Key whose process was killed between its commit and its answer is taken up again instead of staying "running".

-- `made` is what it made (a message), noted in the transaction that made it: who asks again is answered from it. `taken_by` fences: when the first
-- was taken for dead and another runs in its stead, the first can commit nothing any more.
alter table idempotent_request
  add column made text,
  add column taken_by uuid;
