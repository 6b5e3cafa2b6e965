import type { Refusal } from '../../lib/ruling.ts';
import type { Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import type { FormerName } from './former-names.ts';
import { sayOrg } from './say.ts';

const days = (f: FormerName): string =>
  f.from && f.to ? `${f.from}至${f.to}` : f.to ? `到${f.to}` : f.from ? `从${f.from}起，到哪天不清楚` : '日期不清楚';

/** What the unit was called before: the gate lets an old document say it, and warns in a new one. */
export const FormerNamesPanel = ({
  c,
  unitId,
  names,
  refusals = [],
}: {
  c: Req;
  unitId: string;
  names: readonly FormerName[];
  refusals?: readonly Refusal[];
}) => {
  const typed = (name: string): string => c.form.text(name) || (c.query.get(name) ?? '');
  return (
    <Panel title="曾用名" id="former" note="核对时，旧文件里照写，新稿件里会提醒">
      <ErrorSummary errors={refusals.map((r) => ({ text: sayOrg(r) }))} />
      {names.length === 0 ? (
        <p>没有记过。改过名、合并过的，把从前的全称记在这里。</p>
      ) : (
        <ul class="plain-list">
          {names.map((f) => (
            <li key={f.name}>
              <form method="post" action={`/console/admin/units/${unitId}/former/drop`}>
                <input type="hidden" name="formerName" value={f.name} />
                <p>
                  <b>{f.name}</b>，{days(f)}
                </p>
                <p class="panel-row-note">{f.source}</p>
                <Button small>
                  去掉<span class="sr-only">{f.name}</span>
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`/console/admin/units/${unitId}/former`}>
        <Input
          name="formerName"
          label="从前的全称"
          value={typed('formerName')}
          hint="再写一次同一个名称，就是改它的日期和依据。"
        />
        <Input
          name="formerFrom"
          label="从哪天起"
          hint="例：2010-06-01。不清楚就空着"
          value={typed('formerFrom')}
          inputmode="numeric"
          optional
          short
        />
        <Input
          name="formerTo"
          label="到哪天为止"
          hint="改名的前一天。例：2024-03-31"
          value={typed('formerTo')}
          inputmode="numeric"
          optional
          short
        />
        <Input
          name="formerSource"
          label="依据"
          hint="例：明编发〔2024〕6号，机构改革更名"
          value={typed('formerSource')}
        />
        <Button>记下曾用名</Button>
      </form>
    </Panel>
  );
};
