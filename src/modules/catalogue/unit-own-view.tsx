import type { Day } from '../../lib/day.ts';
import { Button } from '../../ui/components/button.tsx';
import { Choices, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import type { Unit } from '../org/index.ts';
import { fieldsNow } from './national.ts';
import { CARRIERS } from './rules/types.ts';
import { TYPE_NAMES } from './unit-item-view.tsx';
import { unitHref } from './unit-view.tsx';

export type OwnTyped = Record<
  'field' | 'level1' | 'level2' | 'content' | 'elements' | 'basis' | 'timing' | 'contact',
  string
> & {
  carriers: readonly string[];
};

export const OwnPage = ({ unit, typed, today }: { unit: Unit; typed: OwnTyped; today: Day }) => (
  <Panel title="国家目录里没有、本单位要公开的">
    <form method="post" action={`${unitHref(unit.id)}/own`}>
      <Select
        name="field"
        label="放在哪个领域"
        value={typed.field}
        options={fieldsNow(today).map((f) => ({ value: f.key, text: f.name }))}
      />
      <Input name="level1" label="一级事项" value={typed.level1} optional />
      <Input name="level2" label="二级事项" hint="例：校服采购" value={typed.level2} />
      <Textarea name="content" label="公开内容" value={typed.content} rows={3} />
      <Textarea
        name="elements"
        label="公开要素"
        hint={`一行一个，写“名称：种类”。种类：${Object.values(TYPE_NAMES)
          .filter((t) => t !== '选一个')
          .join('、')}。表格在后面写列名，例：中标结果：表格：供应商、金额`}
        value={typed.elements}
        rows={5}
      />
      <Textarea
        name="basis"
        label="公开依据"
        hint="一行一条。例：《中小学校财务制度》第五十条"
        value={typed.basis}
        rows={2}
      />
      <Input name="timing" label="公开时限" hint="例：信息形成之日起20个工作日内" value={typed.timing} />
      <Input name="contact" label="谁负责、怎么联系" value={typed.contact} optional />
      <Choices
        kind="checkbox"
        name="carrier"
        legend="公开渠道和载体"
        options={CARRIERS.map((k) => ({ value: k, text: k }))}
        chosen={[...typed.carriers]}
      />
      <Button kind="primary">增加这个事项</Button>
    </form>
  </Panel>
);
