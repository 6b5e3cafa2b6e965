import type { Day } from '../../../lib/day.ts';

/** What a field of an item's form holds; money is in yuan with at most two decimals, written as a decimal string. */
export type ElementType =
  | 'text'
  | 'long'
  | 'date'
  | 'money'
  | 'number'
  | 'phone'
  | 'link'
  | 'choice'
  | 'table'
  | 'file';

/** One element (要素) of an item: exactly what the form asks for. */
export type ElementSpec = {
  /** Latin slug, unique in the item. */
  key: string;
  label: string;
  type: ElementType;
  /** Of an element with a `part`: required once anything of that part is filled in. */
  required: boolean;
  /**
   * The part of the item it belongs to (政策依据, 申请指南, 补贴结果): one publication may give some parts and the next another, but
   * at least one. Elements without a part belong to every publication.
   */
  part?: string;
  hint?: string;
  choices?: readonly string[];
  /** For `table`: its columns. */
  columns?: readonly { key: string; label: string; type: Exclude<ElementType, 'table' | 'file'>; required?: boolean }[];
};

/** The thirteen carriers of the standard check list, in its order. */
export const CARRIERS = [
  '政府网站',
  '政府公报',
  '两微一端',
  '发布会/听证会',
  '广播电视',
  '纸质媒体',
  '公开查阅点',
  '政务服务中心',
  '便民服务站',
  '入户/现场',
  '社区/企事业单位/村公示栏（电子屏）',
  '精准推送',
  '其他',
] as const;
export type Carrier = (typeof CARRIERS)[number];

/** When something must be out (公开时限): the words as printed, and what they mean for the clock. */
export type TimingRule =
  /** Within `number` units after an event: 信息形成或者变更之日起20个工作日内. `only` narrows it (其中行政许可). */
  | { kind: 'after'; number: number; unit: 'workday' | 'day' | 'month'; event: string; only?: string }
  /**
   * By a day of each year, or of each quarter's or month's following month: 每年1月31日前, 每季度后10日内. Without `day`: once in
   * the cycle, on any day of it (每季度公开一次); 每学期 is a half.
   */
  | { kind: 'every'; cycle: 'year' | 'half' | 'quarter' | 'month'; month?: number; day?: number }
  /** How long it stays posted at least: 公示期不少于7天. */
  | { kind: 'shown'; number: number; unit: 'workday' | 'day' | 'month' }
  /** 及时, 实时, 长期: no number; whether a silence is too long is the district's setting. */
  | { kind: 'prompt' }
  | { kind: 'live' }
  | { kind: 'standing' };
export type Timing = { text: string; rules: readonly TimingRule[] };

export type Level = 'county' | 'township' | 'village';

/** One item (二级公开事项) in the standard column format of the grassroots catalogues (国办发〔2019〕54号). */
export type CatalogueItem = {
  /** `04-07`: field number, running number inside the field; `00-…` for 条例 Articles 20 and 21. Never reused. */
  id: string;
  /** Key of the field (`law/catalogue/fields.json`): `farm-subsidies`. */
  field: string;
  level1: string;
  level2: string;
  /** 公开内容（要素） as printed. */
  content: string;
  elements: readonly ElementSpec[];
  basis: readonly { law: string; article?: string }[];
  timing: Timing;
  /** 公开主体 as printed, and the organs it means (keys of `law/catalogue/organs.json`). */
  organText: string;
  organs: readonly string[];
  carriers: readonly Carrier[];
  /** What 其他 means, by name: 公共资源交易平台, 信用中国网站. */
  otherCarriers?: readonly string[];
  audience: 'all' | 'certain';
  /** Who the certain ones are. */
  audienceText?: string;
  mode: 'active' | 'request';
  levels: readonly Level[];
  from: Day;
  to?: Day;
  source: string;
  mark: 'confirmed' | 'known' | 'unconfirmed';
};

/**
 * Which units of a tree an organ means: of one of these kinds, and, where names are given, called by a name that contains one
 * of them and none of `not`. Neither kinds nor names: nobody in the tree (a body the district adds itself).
 */
export type Organ = {
  key: string;
  say: string;
  kinds?: readonly string[];
  names?: readonly string[];
  not?: readonly string[];
};

/** A field (领域) of the catalogue in one of its periods: 扶贫 became 乡村振兴, the key stays. */
export type Field = {
  /** `00` the regulation, `01` to `26` the grassroots fields, `S1` schools. */
  no: string;
  key: string;
  name: string;
  /** What else it is called in catalogues of districts. */
  aliases?: readonly string[];
  from: Day;
  to?: Day;
  source: string;
  mark: CatalogueItem['mark'];
};

/** Everything `law/catalogue` holds, checked. */
export type Catalogue = {
  organs: readonly Organ[];
  fields: readonly Field[];
  items: readonly CatalogueItem[];
};
