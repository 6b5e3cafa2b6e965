-- How many working days the running period has, an extension included: what the list's ticks are drawn from.
alter table foi.request add column days int check (days > 0);
