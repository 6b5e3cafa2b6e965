-- What every module stands on: the audit trail and settings.
create table platform.audit (
  id          bigint generated always as identity primary key,
  at          timestamptz not null,
  actor_id    text not null,
  actor_label text not null,
  unit_id     text,
  action      text not null,
  outcome     text not null check (outcome in ('done', 'refused', 'forbidden', 'failed')),
  subject     text,
  detail      jsonb not null default '{}',
  request_id  text,
  prev        bytea,
  hash        bytea
);
comment on table platform.audit is 'Append-only. hash = SHA-256(prev || the row): an edited or missing row shows. Never updated, never deleted.';
create index audit_newest on platform.audit (at desc);
create index audit_by_actor on platform.audit (actor_id, at desc);
create index audit_by_unit on platform.audit (unit_id, at desc);
create index audit_by_action on platform.audit (action, at desc);
create index audit_by_subject on platform.audit (subject) where subject is not null;

-- The row as the chain sees it. jsonb prints its keys in one order, so the text is the same whenever it is computed.
create function platform.audit_text(a platform.audit) returns bytea language sql stable as $$
  select convert_to(concat_ws(E'\x1f', a.id, extract(epoch from a.at), a.actor_id, a.actor_label, coalesce(a.unit_id, ''), a.action,
    a.outcome, coalesce(a.subject, ''), a.detail::text, coalesce(a.request_id, '')), 'UTF8')
$$;

create function platform.chain_audit() returns trigger language plpgsql as $$
begin
  -- One after the other until the transaction ends, so the chain has one order.
  perform pg_advisory_xact_lock(7210711);
  select a.hash into new.prev from platform.audit a order by a.id desc limit 1;
  -- The number is drawn under the lock: a number drawn before it could come out of order.
  new.id := nextval(pg_get_serial_sequence('platform.audit', 'id'));
  new.hash := sha256(coalesce(new.prev, ''::bytea) || platform.audit_text(new));
  return new;
end $$;
create trigger audit_is_chained before insert on platform.audit for each row execute function platform.chain_audit();

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_is_final before update or delete on platform.audit for each row execute function platform.refuse_change();
create trigger audit_is_kept before truncate on platform.audit for each statement execute function platform.refuse_change();

create table platform.setting (
  key        text primary key,
  value      jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null
);
