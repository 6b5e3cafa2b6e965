import type { ComponentChildren } from 'preact';

export type TimelineEntry = {
  when: ComponentChildren;
  text: ComponentChildren;
  current?: boolean | undefined;
};

const List = ({ entries, cls }: { entries: TimelineEntry[]; cls: string }) => (
  <ol class={cls}>
    {entries.map((e, i) => (
      <li key={i} class={e.current ? 'timeline-current' : undefined}>
        <p class="timeline-when">{e.when}</p>
        <div class="timeline-text">{e.text}</div>
      </li>
    ))}
  </ol>
);

/** Versions of a published piece, newest first, the one in force marked. */
export const VersionTimeline = ({ entries }: { entries: TimelineEntry[] }) => <List entries={entries} cls="timeline" />;

/** Every step of a piece or a task in the order it happened: when, who (as a role), what, remark. */
export const History = ({ entries }: { entries: (TimelineEntry & { who: string; remark?: ComponentChildren })[] }) => (
  <List
    cls="timeline timeline-history"
    entries={entries.map((e) => ({
      when: e.when,
      current: e.current,
      text: (
        <>
          <b>{e.who}</b> {e.text}
          {e.remark && <p class="timeline-remark">{e.remark}</p>}
        </>
      ),
    }))}
  />
);
