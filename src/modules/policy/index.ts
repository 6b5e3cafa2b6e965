import type { Module } from '../../platform/module.ts';
import { campaignDuties, citeDuties, documentDuties, draftDuties } from './duties.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { permissions } from './permissions.ts';
import { spreadPolicy } from './take-in.ts';
import { verbs } from './verbs.ts';

export const policy: Module = {
  name: 'policy',
  permissions,
  jobs,
  spread: spreadPolicy,
  duties: [draftDuties, documentDuties, campaignDuties, citeDuties],
  measures,
  verbs,
};
