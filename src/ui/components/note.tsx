import type { ComponentChildren } from 'preact';
import type { Tone } from '../types.ts';

type NoteProps = {
  /** plain: know · help: help · warn: careful · bad: wrong · good: done */
  tone?: Tone | undefined;
  title?: ComponentChildren;
  /** Announced by screen readers when it appears after an act of the reader. */
  live?: boolean | undefined;
  children?: ComponentChildren;
};

/** A remark with a four-pixel bar at its left. */
export const Note = ({ tone = 'plain', title, live, children }: NoteProps) => (
  <div class={`note note-${tone}`} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
    {title && <p class="note-title">{title}</p>}
    {children}
  </div>
);

type AnswerBoxProps = { source: ComponentChildren; children: ComponentChildren; links?: ComponentChildren };

/** An answer that carries its source: the only other place for 豆青 than the stub. */
export const AnswerBox = ({ source, children, links }: AnswerBoxProps) => (
  <div class="answer-box">
    <p class="answer-source">{source}</p>
    <div class="answer-text">{children}</div>
    {links && <p class="link-row">{links}</p>}
  </div>
);
