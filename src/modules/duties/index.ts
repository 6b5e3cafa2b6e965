import { FORGOTTEN, type Module } from '../../platform/module.ts';
import { jobs } from './jobs.ts';
import { permissions } from './permissions.ts';
import { routes } from './routes.tsx';
import { forgetTitles } from './store.ts';
import { railFor } from './waiting.ts';

export { dutiesFor, dutiesOf } from './gather.ts';
export { keepNight } from './night.tsx';
export { unseen } from './store.ts';

export const duties: Module = {
  name: 'duties',
  permissions,
  routes,
  jobs,
  waiting: railFor,
  forget: (tx, what) => forgetTitles(tx, what.titles, FORGOTTEN),
  links: [
    { section: '总览', label: '我的工作', href: '/console', icon: 'home', may: 'signed-in', order: 1 },
    { section: '总览', label: '提醒', href: '/console/reminders', icon: 'bell', may: 'signed-in', order: 2 },
    { section: '监督', label: '全区指标', href: '/console/dashboard', icon: 'chart', may: 'dashboard:read', order: 45 },
  ],
};
