import { drawnOnce } from './raw.ts';

const once = drawnOnce(({ size, inverse }: { size: number; inverse: boolean }) => (
  <svg
    class={inverse ? 'mark mark-inverse' : 'mark'}
    width={size}
    height={size}
    viewBox="0 0 112 112"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="mark-ground" width="112" height="112" rx="9" />
    <path
      class="mark-figure"
      d="M40 18.6H54.2L33 57.2H18.6ZM57.8 18.6H72L93.4 57.2H79.2ZM48 50.4 57 54.6 42.4 83.4H67L59.6 71.2 69 66.2 84.6 93.6 75.4 99 72.8 93.8H25.4Z"
    />
  </svg>
));

/** The platform's mark: two door leaves opening over 厶. It stands for the platform, never for the state. */
export const Mark = ({ size = 52, inverse = false }: { size?: number | undefined; inverse?: boolean | undefined }) =>
  once({ size, inverse });
