/** Why people read a policy: what questions and answers are sorted by, wherever they stand. */
export const SITUATIONS = ['办事', '补贴', '处罚', '期限', '其他'] as const;
export type Situation = (typeof SITUATIONS)[number];
export const isSituation = (text: string): text is Situation => SITUATIONS.some((s) => s === text);
