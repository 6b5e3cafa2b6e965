-- The history of a task stays final but for one thing: words about evidence whose text was erased may be replaced by these.
create or replace function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.detail = '（内容已删除）' and to_jsonb(new) - 'detail' = to_jsonb(old) - 'detail' then
      return new;
    end if;
  end if;
  raise exception 'the history of a task is final: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
