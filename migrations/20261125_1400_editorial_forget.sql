-- The history of a piece stays final but for one thing: a remark may be replaced by these fixed words when the text it speaks of
-- was erased.
create or replace function editorial.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.remark = '（内容已删除）' and to_jsonb(new) - 'remark' = to_jsonb(old) - 'remark' then
      return new;
    end if;
  end if;
  raise exception 'the history of a piece is final: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
