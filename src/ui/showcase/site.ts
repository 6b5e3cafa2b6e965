// Invented data of the fictional 明河区, as in the pictures; used by the visual test only.
import { day } from '../../lib/day.ts';
import type { ConsoleNavGroup, NavItem, SiteInfo, ViewEnv } from '../types.ts';

export const TODAY = day('2026-03-31');

export const env = (change: Partial<ViewEnv> = {}): ViewEnv => ({
  today: TODAY,
  now: '09:30',
  elder: 0,
  theme: 'auto',
  path: '/',
  ...change,
});

export const SITE: SiteInfo = {
  name: '明河区人民政府',
  tagline: '公开 · 每一件都可核对',
  domain: 'www.minghe.example.gov.cn',
  siteId: '9999010001',
  icp: '宁ICP备00000000号-1',
  police: '宁公网安备 00000000000000号',
  badgeHref: '/badge',
  errorReportHref: '/zhaocuo',
  siteMapHref: '/map',
  accessibilityHref: '/accessibility',
  ipv6: true,
  organizer: '明河区人民政府办公室',
  address: '明河区安平路1号，邮编 999901',
  phone: '政务公开办 0999-0000 0001',
  hours: '工作日 8:30–12:00，14:00–17:30',
  searchHref: '/search',
  feedHref: '/feed.xml',
  footer: [
    {
      title: '政府信息公开',
      items: [
        { text: '公开指南', href: '/zhinan' },
        { text: '公开制度', href: '/zhidu' },
        { text: '法定主动公开内容', href: '/fading' },
        { text: '公开年报', href: '/nianbao' },
      ],
    },
    {
      title: '帮助',
      items: [
        { text: '怎样核对一份文件', href: '/verify/how' },
        { text: '订阅与开放数据', href: '/feeds' },
        { text: '无障碍说明', href: '/accessibility' },
      ],
    },
    {
      title: '这个网站可以核对',
      items: [
        { text: '登记总数 10,487 件' },
        { text: '今日对账点 3月31日 06:00' },
        { text: '见证单位 3 家，全部一致' },
        { text: '查看登记册', href: '/log' },
      ],
    },
  ],
};

export const NAV: NavItem[] = [
  ['home', '首页', '/'],
  ['disclosure', '政府信息公开', '/zfxxgk'],
  ['policy', '政策与解读', '/policy'],
  ['gazette', '政府公报', '/gazette'],
  ['money', '财政与补贴', '/money'],
  ['service', '办事服务', '/service'],
  ['talk', '互动交流', '/talk'],
  ['how', '公开得怎样', '/how'],
].map(([key = '', text = '', href = '']) => ({ key, text, href }));

export const CONSOLE_NAV: ConsoleNavGroup[] = [
  {
    title: '总览',
    items: [
      { key: 'today', text: '我的工作', href: '/console', icon: 'home', count: 4, urgent: true },
      { key: 'reminders', text: '提醒', href: '/console/reminders', icon: 'bell', count: 3 },
    ],
  },
  {
    title: '公开',
    items: [
      { key: 'pieces', text: '稿件', href: '/console/pieces', icon: 'file', count: 8 },
      { key: 'catalogue', text: '公开目录', href: '/console/catalogue', icon: 'grid' },
      { key: 'gazette', text: '政府公报', href: '/console/gazette', icon: 'book' },
      { key: 'fields', text: '重点领域', href: '/console/fields', icon: 'yen' },
    ],
  },
  {
    title: '回应',
    items: [
      { key: 'requests', text: '依申请公开', href: '/console/requests', icon: 'mail', count: 5 },
      { key: 'questions', text: '咨询与解读', href: '/console/questions', icon: 'question', count: 2 },
    ],
  },
  {
    title: '监督',
    items: [
      { key: 'ledger', text: '工作要点台账', href: '/console/ledger', icon: 'list' },
      { key: 'coverage', text: '覆盖与指标', href: '/console/coverage', icon: 'chart' },
      { key: 'log', text: '登记与核验', href: '/console/log', icon: 'shield' },
    ],
  },
];
