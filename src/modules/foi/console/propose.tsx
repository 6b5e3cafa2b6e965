import { Checkbox, Choices, Select } from '../../../ui/components/form.tsx';
import { foiLaw } from '../law.ts';
import { decidable, type Group, groundsOf } from '../rules/law.ts';
import { type FormView, type fieldsOf, partyLabel } from './fields.tsx';
import { shortBasis } from './short.ts';

const GROUP_NAMES: Readonly<Record<Group, string>> = {
  granted: '公开',
  partial: '部分公开',
  denied: '不予公开',
  unable: '无法提供',
  notProcessed: '不予处理',
  other: '其他',
};

/** Every kind of decision; what a kind needs is said by the guard, so that nothing here repeats the law. */
export const ProposeFields = ({ v, f }: { v: FormView; f: ReturnType<typeof fieldsOf> }) => {
  const was = v.w.r.proposal?.kind === 'decision' ? v.w.r.proposal : undefined;
  const groups = [...new Set(decidable(foiLaw).map((k) => k.group))];
  const against = v.w.parties.filter((p) => p.kind === 'third' && p.opinion === 'object');
  const overridden = v.tried === 'propose' ? v.c.form.all('overridden') : (was?.overridden ?? []);
  const grounds = v.tried === 'propose' ? v.c.form.all('grounds') : (was?.grounds ?? []);
  return (
    <>
      <Select
        name="key"
        id={f.id('key')}
        label="怎么答复"
        empty="选一种"
        options={groups.map((g) => ({
          label: GROUP_NAMES[g],
          options: decidable(foiLaw)
            .filter((k) => k.group === g)
            .map((k) => ({
              value: k.key,
              text: `${k.name}（${k.basis.map((b) => shortBasis(b.text)).join('、')}）`,
            })),
        }))}
        value={f.typed('key', was?.key)}
      />
      <Choices
        name="grounds"
        kind="checkbox"
        legend="部分公开的，不公开的那部分是什么理由"
        options={groundsOf(foiLaw).map((g) => ({ value: g.key, text: g.name.replace('不予公开：', '') }))}
        chosen={grounds}
      />
      {f.words('reasons', '理由', {
        hint: '不予公开、部分公开、无法提供、不予处理的都要写。',
        start: was?.reasons ?? '',
        optional: true,
      })}
      {f.words('whereabouts', '到哪里取、归谁管、怎么找过', {
        hint: '已公开的写网址；不归本机关的写归谁；没有的写检索经过；其他法律禁止的写哪部法律哪一条；重复的写先前答复的编号。',
        start: was?.whereabouts ?? '',
        optional: true,
      })}
      {f.line('supply', '怎么给申请人', {
        hint: '公开、部分公开的要写。例：在本网站下载',
        start: was?.supply ?? '',
        optional: true,
      })}
      {f.line('secrecy', '保密审查', {
        hint: '公开、部分公开和涉密的要写。例：办公室2026-03-20审查，不涉密',
        start: was?.secrecy ?? '',
        optional: true,
      })}
      {against.length > 0 &&
        f.words('override', '第三方不同意，为什么还公开', {
          hint: '只有不公开会对公共利益造成重大影响时才行；会书面告知第三方。部分公开、不公开的正是它不同意的那部分，空着。',
          optional: true,
          start: was?.override ?? '',
          rows: 2,
        })}
      {against.length > 1 && (
        <Choices
          name="overridden"
          kind="checkbox"
          legend="部分公开的，对哪几家仍公开"
          options={against.map((p) => ({ value: p.id, text: `${partyLabel(v, p.id)}：${p.about.slice(0, 30)}` }))}
          chosen={[...overridden]}
        />
      )}
      {was && (
        <Checkbox
          name="keepLetter"
          id={f.id('keepLetter')}
          label="答复书不重写，保留改过的文字"
          checked={f.typed('keepLetter') === '1'}
        />
      )}
    </>
  );
};
