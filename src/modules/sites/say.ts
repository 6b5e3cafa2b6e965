import type { Refusal } from '../../lib/ruling.ts';

const SAY: Record<string, string> = {
  bad_path: '栏目地址只用小写字母、数字和短横线，最多四级，例如zcjd/jiedu。',
  no_name: '还没写名称。',
  path_taken: '这个地址已经有了，换一个。',
  no_parent: '上一级栏目没有，或者已经归档。先建上一级。',
  fixed_section:
    '“政府信息公开”下只能有指南、制度、法定主动公开内容、年报四个一级栏目，名称也是定好的，不能增减或改名。',
  already_archived: '这个栏目已经归档了。',
  has_children: '下面还有{n}个栏目，先归档它们。',
  bad_slug: '专题地址只用小写字母、数字和短横线，例如jiuye。',
  slug_taken: '这个专题地址已经有了，换一个。',
  bad_domain: '域名不带http，例如www.example.gov.cn。',
  bad_site_code: '网站标识码是10位数字，部委网站是bm加8位数字。',
  bad_icp: 'ICP备案号写成“省份简称+ICP备+数字+号”，例如宁ICP备00000000号-1。',
  bad_police: '公安备案号写成“某公网安备+13或14位数字+号”。',
  bad_badge: '党政机关网站标识的地址要以https://或http://开头。',
  bad_page: '页面地址以“/”开头，例如/p/12。从那一页点“我为政府网站找错”，会自动填好。',
  no_kind: '请选一下是哪种错。',
  no_what: '还没写哪里错了。抄下错的那句话就行。',
  too_long: '写得太长了，最多{most}个字。',
  bad_contact: '联系方式写一个邮箱或电话，也可以不填。',
  already_closed: '这一条已经办结了。',
  no_answer: '还没写答复。说说查到什么、改了没有。',
};

/** The Chinese sentence for a refusal of this module, with its values filled in. */
export const saySites = (r: Refusal): string =>
  (SAY[r.code] ?? r.code).replace(/\{(\w+)\}/g, (_, k: string) => String(r.detail?.[k] ?? ''));

export const SITES_CODES = Object.keys(SAY);
