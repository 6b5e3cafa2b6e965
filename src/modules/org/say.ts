import type { Refusal } from '../../lib/ruling.ts';

const SAY: Record<string, (d: Record<string, string | number>) => string> = {
  wrong: (d) => `账号或密码不对，还能试${d.left}次。连错${d.tries}次会锁${d.minutes}分钟。`,
  locked: (d) => `这个账号锁住了，${d.minutes}分钟后可以再试。急用请找系统管理员解锁。`,
  wrong_code: (d) =>
    `动态码不对，或者已经用过${d.left === undefined ? '' : `，还能试${d.left}次`}。等手机上换一个新的再填。`,
  password_short: (d) => `密码至少${d.min}个字符，一句话也行。`,
  password_is_login: () => '密码里不要带账号。',
  password_simple: () => '密码太简单，至少用4个不同的字符。',
  old_password_wrong: () => '现在的密码不对。',
  half_expired: () => '输密码后隔了太久，请重新登录。',
  totp_is_on: () => '动态码已经打开。换手机先关掉再打开，关的时候要输密码。',
  totp_is_off: () => '本网站没有启用动态码。',
  totp_required: () => '签发和系统管理员必须用动态码，不能关。换手机请系统管理员重设。',
  bad_login: () => '账号用小写字母开头，2至40个小写字母、数字、点或短横线。',
  no_unit: () => '没有这个单位，或者它已经停用。',
  unit_ring: () => '上级单位不能是它自己或它的下级。',
  unit_has_people: () => '还有人在这个单位，先把他们移走或停用。',
  unit_has_units: () => '下面还有在用的单位，先停用或移走它们。',
  not_held: () => '您没有这个角色，不能委托。',
  to_self: () => '不能委托给自己。',
  other_unit: () => '只能委托给本单位或上级单位的人。',
  ends_before: () => '结束日期早于开始日期。',
  bad_days: () => '日期要写成2026-04-01这样。',
  past: () => '这段时间已经过了。',
  bad_id: () => '单位代号用小写字母、数字和短横线。',
  unit_exists: () => '已经有这个代号或名称的单位。',
  login_exists: () => '已经有这个账号。',
  no_name: () => '还没写名称。',
  no_parent: () => '没有这个上级单位。',
  no_former: () => '还没写从前的全称。',
  former_is_now: () => '这就是现在的名称。曾用名写从前的。',
  no_former_source: () => '还没写依据：哪份文件改的名。',
  former_not_over: () => '曾用名要已经不用了：“到哪天为止”写今天以前的日子。',
  no_former_name: () => '没有这个曾用名，可能刚刚去掉了。',
  last_admin: () => '这是最后一个系统管理员，先给别人这个角色。',
  not_linked: () => '统一身份认证通过了，但还没有和本系统的账号对上。请找系统管理员。',
  oidc_away: () => '统一身份认证现在连不上，请用账号密码登录，或过几分钟再试。',
  oidc_failed: () => '统一身份认证没有完成，请再试一次，或用账号密码登录。',
};
export const sayOrg = (r: Refusal): string => SAY[r.code]?.(r.detail ?? {}) ?? r.code;
export const ORG_CODES = Object.keys(SAY);

/** `2026-03-31 09:30:00`, China time. */
export const sayMoment = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
