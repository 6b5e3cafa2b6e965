import { law } from '../context.ts';
import type { DemoBasis } from '../types.ts';
import { RELIEF } from './roll-tools.ts';

const PROJECTS = law.disclosure20('十', '重大建设项目的批准和实施情况。');
const PURCHASES = law.disclosure20('九', '政府集中采购项目的目录、标准及实施情况。');
const POLICIES = law.disclosure20('十一', '扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况。');
const EMERGENCY = law.disclosure20('十二', '突发公共事件的应急预案、预警信息及应对情况。');
const SAFETY = law.disclosure20('十三', '环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况。');
const FEES = law.disclosure20('八', '行政事业性收费项目及其依据、标准。');
const PERMITS = law.disclosure20('五', '办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果。');

const BY_COLUMN: [slug: string, basis: DemoBasis][] = [
  ['zfxxgk/fdzdgk/sfxm', FEES],
  ['zfxxgk/fdzdgk/zfcg', PURCHASES],
  ['zfxxgk/fdzdgk/xzxk', PERMITS],
  ['zdly/zdxm', PROJECTS],
  ['zdly/sthj', SAFETY],
  ['zdly/wsjk', SAFETY],
  ['zdly/aqsc', SAFETY],
  ['zdly/spyp', SAFETY],
  ['zdly/jiuzai', EMERGENCY],
  ['zdly/jiuye', POLICIES],
  ['zdly/shbx', POLICIES],
  ['zdly/xczx', POLICIES],
  ['zdly/ywjy', POLICIES],
  ['zdly/shjz', RELIEF],
  ['zdly/ylfw', RELIEF],
  ['zdly/tdzs', RELIEF],
  ['zdly/fwzs', RELIEF],
  ['zdly/bzzf', RELIEF],
  ['zdly/wfgz', RELIEF],
  ['zdly/szfw', RELIEF],
  ['zdly/hjgl', RELIEF],
  ['zdly/ggwh', RELIEF],
];

/** The clause of the regulations that makes a piece of these columns public: the first column that has one of its own. */
export function basisOf(columns: readonly string[]): DemoBasis[] {
  const found = columns.flatMap((slug) => BY_COLUMN.filter(([s]) => s === slug).map(([, basis]) => basis));
  return [found[0] ?? law.disclosure19];
}
