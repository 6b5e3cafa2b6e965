import type { ComponentChildren } from 'preact';
import type { Tone } from '../types.ts';
import { Icon, type IconName } from './icon.tsx';

type TagProps = { tone?: Tone | undefined; icon?: IconName | undefined; children: ComponentChildren };

/** A short word on a tint. Give an icon wherever the tone carries meaning. */
export const Tag = ({ tone = 'plain', icon, children }: TagProps) => (
  <span class={`tag tag-${tone}`}>
    {icon && <Icon name={icon} size={16} />}
    {children}
  </span>
);

export type Validity = 'valid' | 'future' | 'expiring' | 'amended' | 'repealed' | 'lapsed' | 'archived';

const VALIDITY: Record<Validity, { word: string; tone: Tone; icon?: IconName }> = {
  valid: { word: '有效', tone: 'good', icon: 'check-circle' },
  future: { word: '尚未生效', tone: 'help', icon: 'calendar' },
  expiring: { word: '快到期', tone: 'warn', icon: 'clock' },
  amended: { word: '已修改', tone: 'help', icon: 'edit' },
  repealed: { word: '已废止', tone: 'bad', icon: 'close' },
  lapsed: { word: '已失效', tone: 'bad', icon: 'close' },
  archived: { word: '已归档', tone: 'plain' },
};

/** The validity of a document as icon and word; `text` replaces the word where a date says more. */
export const ValidityTag = ({ validity, text }: { validity: Validity; text?: string | undefined }) => {
  const v = VALIDITY[validity];
  return (
    <Tag tone={v.tone} icon={v.icon}>
      {text ?? v.word}
    </Tag>
  );
};

/** 演示签名，不具法律效力: obligatory while no real certificate is installed. */
export const DemoTag = () => (
  <Tag tone="warn" icon="warn">
    演示签名，不具法律效力
  </Tag>
);
