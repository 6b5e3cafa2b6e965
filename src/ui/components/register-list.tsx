import type { ComponentChildren } from 'preact';

export type RegisterEntry = {
  /** Log index; a piece not yet in the log has none. */
  no?: number | undefined;
  title: string;
  href: string;
  unit: string;
  /** Field or column at the right. */
  field?: string | undefined;
  /** After the unit: a date, a document number, 有附件. */
  more?: ComponentChildren;
};

type RegisterDay = {
  /** 3月31日 星期二 */
  title: ComponentChildren;
  /** 5件 / 8件，列出3件 */
  note?: ComponentChildren;
  entries: RegisterEntry[];
  /** Said when the day has none: 3月29日（星期日）没有公开. */
  empty?: string | undefined;
};

const RegisterEntries = ({ entries }: { entries: RegisterEntry[] }) => (
  <ol class="register">
    {entries.map((e) => (
      <li key={e.href}>
        <span class="register-no">
          <span class="sr-only">登记号</span>
          {e.no ?? '登记中'}
        </span>
        <span class="register-main">
          <a href={e.href}>{e.title}</a>
          <span class="register-unit">
            {e.unit}
            {e.more && <> {e.more}</>}
          </span>
        </span>
        {e.field && <span class="register-field">{e.field}</span>}
      </li>
    ))}
  </ol>
);

/** 今天公开: entries grouped by day with their count. */
export const RegisterList = ({ days }: { days: RegisterDay[] }) => (
  <>
    {days.map((d, i) => (
      <div class="register-day" key={i}>
        <h3>
          {d.title} {d.note && <span>{d.note}</span>}
        </h3>
        {d.entries.length > 0 ? (
          <RegisterEntries entries={d.entries} />
        ) : (
          <p class="register-empty">{d.empty ?? '这一天没有公开。'}</p>
        )}
      </div>
    ))}
  </>
);
