import { ICON_PATHS, type IconName } from './icon-paths.ts';
import { drawnOnce } from './raw.ts';

export type { IconName } from './icon-paths.ts';

type IconProps = {
  name: IconName;
  /** Pixels; 20 beside text, 28 on task cells. */
  size?: number | undefined;
  /** Only for an icon that stands alone (close, external); otherwise the word beside it speaks. */
  label?: string | undefined;
};

const Drawn = ({ name, size, label }: { name: IconName; size: number; label: string | undefined }) => (
  <svg
    class="icon"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    role={label === undefined ? undefined : 'img'}
    aria-label={label}
    aria-hidden={label === undefined ? 'true' : undefined}
    focusable="false"
  >
    <path d={ICON_PATHS[name]} />
  </svg>
);

const once = drawnOnce(Drawn);

/** One stroke icon in the current colour. Hidden from assistive technology unless it has a label. */
export const Icon = ({ name, size = 20, label }: IconProps) => once({ name, size, label });
