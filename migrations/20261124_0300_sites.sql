-- The portal: who runs it, its columns and topics, and what readers report as wrong.
create schema sites;

-- Identity marks that stand on every page (国办发〔2017〕47号).
create table sites.site (
  one         boolean primary key default true check (one),
  name        text not null check (name <> ''),
  tagline     text not null default '公开 · 每一件都可核对',
  organiser   text not null default '',
  contact     text not null default '',
  phone       text not null default '',
  address     text not null default '',
  postcode    text not null default '',
  hours       text not null default '',
  domain      text not null default '',
  site_code   text not null default '' check (site_code = '' or site_code ~ '^(\d{10}|bm\d{8})$'),
  icp         text not null default '',
  police      text not null default '',
  badge_href  text not null default '',
  ipv6        boolean not null default false
);
insert into sites.site (name) values ('政府网站');

create table sites.column (
  path        text primary key check (path ~ '^[a-z0-9-]+(/[a-z0-9-]+)*$' and length(path) <= 120),
  parent      text references sites.column (path),
  name        text not null check (name <> ''),
  description text not null default '',
  keywords    text[] not null default '{}',
  class       text not null check (class in ('动态要闻', '通知公告', '政策文件', '规划计划', '人事', '其他')),
  position    int not null default 0,
  in_nav      boolean not null default false,
  fixed       boolean not null generated always as
                (path in ('zfxxgk', 'zfxxgk/zhinan', 'zfxxgk/zhidu', 'zfxxgk/fdzdgk', 'zfxxgk/nianbao')) stored,
  created_at  timestamptz not null default now(),
  archived_at timestamptz,
  check (coalesce(parent, '') = case when position('/' in path) = 0 then '' else regexp_replace(path, '/[^/]+$', '') end),
  -- 国办公开办函〔2019〕61号: four columns at the first level, no more and no less.
  constraint column_fixed_section check (parent is distinct from 'zfxxgk'
    or path in ('zfxxgk/zhinan', 'zfxxgk/zhidu', 'zfxxgk/fdzdgk', 'zfxxgk/nianbao')),
  constraint column_fixed_stays check (archived_at is null
    or path not in ('zfxxgk', 'zfxxgk/zhinan', 'zfxxgk/zhidu', 'zfxxgk/fdzdgk', 'zfxxgk/nianbao'))
);
create index column_by_parent on sites.column (parent, position);
insert into sites.column (path, parent, name, description, class, position, in_nav) values
  ('zfxxgk', null, '政府信息公开', '依法主动公开的政府信息，可以检索、查阅、下载。', '其他', 0, true),
  ('zfxxgk/zhinan', 'zfxxgk', '政府信息公开指南', '信息怎样分类、怎样获取，电话和地址。', '其他', 0, false),
  ('zfxxgk/zhidu', 'zfxxgk', '政府信息公开制度', '关于信息公开本身的规定和工作制度。', '其他', 1, false),
  ('zfxxgk/fdzdgk', 'zfxxgk', '法定主动公开内容', '条例第二十条、第二十一条规定应当主动公开的内容。', '其他', 2, false),
  ('zfxxgk/nianbao', 'zfxxgk', '政府信息公开年报', '历年的政府信息公开工作年度报告。', '其他', 3, false);

create table sites.topic (
  slug        text primary key check (slug ~ '^[a-z0-9-]+$' and length(slug) <= 60),
  name        text not null check (name <> ''),
  lead        text not null default '',
  position    int not null default 0,
  active      boolean not null default true,
  created_at  timestamptz not null default now(),
  archived_at timestamptz
);

-- 我为政府网站找错. The contact stands apart from the words, so that it can be forgotten and the report kept.
create table sites.error_report (
  id         text primary key,
  page       text not null,
  unit_id    text,
  kind       text not null,
  what       text not null check (what <> ''),
  state      text not null default 'open' check (state in ('open', 'closed')),
  answer     text,
  created_at timestamptz not null,
  closed_at  timestamptz,
  check ((state = 'closed') = (answer is not null and closed_at is not null))
);
create index error_report_open on sites.error_report (created_at) where state = 'open';

create table sites.error_contact (
  report_id text primary key references sites.error_report (id),
  contact   text not null
);
comment on table sites.error_contact is 'E-mail or telephone, only when given; deleted 30 days after the report is closed.';
