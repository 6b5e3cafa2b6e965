import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import type { Opened } from './view.ts';

/** What a person typed into a form that was refused; empty on a plain visit. */
export type Typed = { act: string; text(name: string): string };
export type ReportView = {
  c: Req;
  o: Opened;
  href: string;
  typed: Typed | undefined;
  writes: boolean;
};

export const mayDo = (c: Req, o: Opened, what: string): boolean => may(c.system.permissions, c.actor, what, o.seatId);
