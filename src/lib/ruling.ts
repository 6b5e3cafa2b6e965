/** An expected "no" is a value, and it says why: every reason, each with its basis. */
export type Refusal = {
  /** Names the reason; every code has a Chinese sentence in the module's `say.ts`. */
  code: string;
  /** The article, rule or unit policy that makes it so, in Chinese, e.g. 条例第三十三条. */
  basis: string;
  /** Values the sentence needs (days left, who holds the role …). */
  detail?: Record<string, string | number>;
};

export type Ruling<T> = { ok: true; value: T } | { ok: false; refusals: Refusal[] };

export const allow = <T>(value: T): Ruling<T> => ({ ok: true, value });
export const refuse = (refusals: Refusal[]): { ok: false; refusals: Refusal[] } => ({ ok: false, refusals });
