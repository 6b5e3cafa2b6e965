import { Button } from '../../ui/components/button.tsx';
import { Choices, Input, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { Unit } from '../org/index.ts';
import type { OfferedItem } from './coverage.ts';
import { printBasis } from './rules/basis.ts';
import { CARRIERS, type CatalogueItem } from './rules/types.ts';
import { isUnconfirmed, SAY_UNCONFIRMED, UNCONFIRMED } from './say.ts';
import { itemHref } from './unit-view.tsx';

export const TYPE_NAMES: Record<CatalogueItem['elements'][number]['type'], string> = {
  text: '文字',
  long: '一段文字',
  date: '日期',
  money: '金额',
  number: '数',
  phone: '电话',
  link: '网址',
  choice: '选一个',
  table: '表格',
  file: '附件',
};

const Elements = ({ item }: { item: CatalogueItem }) => (
  <Panel title="公开要素" note="写稿时按这些填">
    <PanelRows
      rows={item.elements.map((e) => ({
        main: `${e.label}${e.required ? '' : '（可不填）'}`,
        note: [TYPE_NAMES[e.type], e.columns?.map((k) => k.label).join('、'), e.hint].filter(Boolean).join('　'),
      }))}
    />
  </Panel>
);

/** What somebody else decided while one's own words were typed. */
export const Meanwhile = ({ a, item }: { a: NonNullable<OfferedItem['adoption']>; item: CatalogueItem }) => (
  <Note tone="help" title={`${a.updatedBy}现在的决定`}>
    <p>
      {[
        a.state === 'dropped' ? `不采用：${a.reason}` : '采用',
        a.content ?? item.content,
        a.timingText ?? item.timing.text,
        (a.carriers ?? item.carriers).join('、'),
        a.contact,
      ]
        .filter(Boolean)
        .join('；')}
    </p>
  </Note>
);

/** One item: what the law says beside what the unit says. */
export const ItemPage = ({
  unit,
  o,
  seen,
  typed,
  writes,
}: {
  unit: Unit;
  o: OfferedItem;
  /** Which decision this page shows. */
  seen: string;
  typed: { content: string; timing: string; contact: string; carriers: readonly string[]; reason: string };
  writes: boolean;
}) => (
  <>
    <Panel title="国家目录怎么写">
      <PanelRows
        rows={[
          { main: o.item.content, note: '公开内容（要素）' },
          { main: o.item.timing.text, note: '公开时限' },
          { main: printBasis(o.item.basis), note: '公开依据' },
          { main: o.item.organText, note: '公开主体' },
          { main: o.item.carriers.join('、'), note: '公开渠道和载体' },
          { main: o.item.audience === 'all' ? '全社会' : `特定群体：${o.item.audienceText ?? ''}`, note: '公开对象' },
          {
            main: o.item.source,
            note: isUnconfirmed(o.item) ? `${SAY_UNCONFIRMED}采用之前请对一对。` : '出处',
            ...(isUnconfirmed(o.item)
              ? {
                  tag: (
                    <Tag tone="warn" icon="question">
                      {UNCONFIRMED}
                    </Tag>
                  ),
                }
              : {}),
          },
        ]}
      />
    </Panel>
    <Elements item={o.item} />
    {writes && (
      <Panel title={o.adoption?.state === 'adopted' ? '调整' : '采用这个事项'}>
        <form method="post" action={itemHref(unit.id, o.item.id)}>
          <input type="hidden" name="seen" value={seen} />
          <Textarea
            name="content"
            label="公开内容"
            hint="可以按本单位的实际写得更清楚，不能少。"
            value={typed.content}
            rows={4}
          />
          <Input
            name="timing"
            label="公开时限"
            hint={`可以更早，不能更晚。例：信息形成之日起10个工作日内。目录：${o.item.timing.text}`}
            value={typed.timing}
          />
          <Input
            name="contact"
            label="谁负责、怎么联系"
            hint="例：社会救助股，0999-0000 0017"
            value={typed.contact}
            optional
          />
          <Choices
            kind="checkbox"
            name="carrier"
            legend="公开渠道和载体"
            options={CARRIERS.map((k) => ({ value: k, text: k }))}
            chosen={[...typed.carriers]}
          />
          <Button name="act" value="adapt" kind="primary">
            {o.adoption?.state === 'adopted' ? '保存调整' : '采用这个事项'}
          </Button>
        </form>
        <form method="post" action={itemHref(unit.id, o.item.id)}>
          <input type="hidden" name="seen" value={seen} />
          <Textarea
            name="reason"
            label="不采用的原因"
            hint="会写进公开的目录。例：本镇没有这项职能，由区水务局公开。"
            value={typed.reason}
            rows={2}
          />
          <Button name="act" value="drop" kind="danger">
            不采用这个事项
          </Button>
        </form>
      </Panel>
    )}
  </>
);
