-- The audit trail gets a head: numbers without gaps, so that a missing row shows, and the last one, so that a cut tail shows.
create table platform.audit_head (
  one  boolean primary key default true check (one),
  id   bigint not null,
  hash bytea not null
);
comment on table platform.audit_head is 'The number and hash of the newest audit row; its row lock gives the trail one order.';
insert into platform.audit_head (id, hash) values (0, '');

-- Each field with its length in bytes before it and "-" for none, so that no two rows read the same.
create or replace function platform.audit_text(a platform.audit) returns bytea language sql stable as $$
  select convert_to(string_agg(case when v is null then '-' else octet_length(convert_to(v, 'UTF8')) || ':' || v end, '' order by n), 'UTF8')
  from unnest(array[a.id::text, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.actor_id, a.actor_label,
    a.unit_id, a.action, a.outcome, a.subject, a.detail::text, a.request_id]) with ordinality as f (v, n)
$$;

alter table platform.audit alter column id drop identity;

create or replace function platform.chain_audit() returns trigger language plpgsql as $$
begin
  -- In a transaction with an older view of the trail this fails as a serialization conflict, and is tried again.
  select h.id + 1, h.hash into strict new.id, new.prev from platform.audit_head h for update;
  new.hash := sha256(new.prev || platform.audit_text(new));
  update platform.audit_head set id = new.id, hash = new.hash;
  return new;
end $$;

-- Rows written before there was a head are chained anew, once, in their order.
alter table platform.audit disable trigger user;
do $$
declare
  r platform.audit;
  h platform.audit_head;
begin
  for r in select * from platform.audit order by id loop
    select * into h from platform.audit_head;
    update platform.audit set id = h.id + 1, prev = h.hash where id = r.id returning * into r;
    update platform.audit set hash = sha256(r.prev || platform.audit_text(r)) where id = r.id returning * into r;
    update platform.audit_head set id = r.id, hash = r.hash;
  end loop;
end $$;
alter table platform.audit enable trigger user;
alter table platform.audit alter column prev set not null, alter column hash set not null;

create trigger audit_head_is_kept before delete on platform.audit_head for each row execute function platform.refuse_change();
create trigger audit_head_stays before truncate on platform.audit_head for each statement execute function platform.refuse_change();
