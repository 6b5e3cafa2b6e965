import { tagsOfDependency } from '../depends.ts';

/** One committed change as it is told: its number, and the tags it touched; null: it may have touched anything. */
export type Told = {
  n: number;
  tags: readonly string[] | null;
  /** What carries these tags must be gone for good, also as a copy for bad times. */
  forget: boolean;
};

/** More changes than this behind, a page is drawn anew without asking what changed. */
const MOST = 2000;

/**
 * What changed since when, as far as this process knows. Changes are numbered without a gap in the order of their commits
 * (each moves one row of the database by one), so a number that is missing shows, and then everything counts as changed.
 * `now` is undefined while nobody listens: then only the database knows.
 */
export class Changes {
  private log: { n: number; tags: ReadonlySet<string> | null }[] = [];
  private last = 0;
  /** Whatever was drawn before this number has changed. */
  private floor = 0;
  private listening = false;
  private readonly onForget: ((tags: readonly string[] | null) => void)[] = [];

  get now(): number | undefined {
    return this.listening ? this.last : undefined;
  }

  /** The newest number heard of, whether or not anybody listens now. */
  get latest(): number {
    return this.last;
  }

  /** `hear` is called with the tags whose pages must go, null for all. */
  whenForgetting(hear: (tags: readonly string[] | null) => void): void {
    this.onForget.push(hear);
  }

  /** A change was told. Those already known are passed over. */
  hear(told: Told): void {
    if (told.n <= this.last) return;
    const gap = told.n !== this.last + 1;
    this.last = told.n;
    if (gap || told.tags === null) this.everything(told.n);
    else {
      this.log.push({ n: told.n, tags: new Set(told.tags) });
      if (this.log.length > MOST) this.floor = Math.max(this.floor, this.log.shift()?.n ?? 0);
    }
    // A number that was missed may have been one to forget.
    if (gap) this.forget(null);
    else if (told.forget) this.forget(told.tags);
  }

  /** From now on every change is heard; `n` and `forgotten` were read after listening began. */
  connected(n: number, forgotten: number): void {
    this.asked(n, forgotten);
    this.listening = true;
  }

  lost(): void {
    this.listening = false;
  }

  /** The database said where it stands: `n`, and the number of the newest change that was one to forget. */
  asked(n: number, forgotten: number): number {
    if (n > this.last) {
      if (forgotten > this.last) this.forget(null);
      this.last = n;
      this.everything(n);
    }
    return n;
  }

  /** Whether something with these dependencies, drawn when the number was `since`, may have changed by now. */
  touched(dependencies: readonly string[], since: number): boolean {
    if (since < this.floor) return true;
    for (let i = this.log.length - 1; i >= 0; i--) {
      const change = this.log[i];
      if (!change || change.n <= since) break;
      if (dependencies.some((d) => tagsOfDependency(d).every((t) => change.tags?.has(t)))) return true;
    }
    return false;
  }

  private everything(n: number): void {
    this.floor = n;
    this.log = [];
  }

  private forget(tags: readonly string[] | null): void {
    for (const hear of this.onForget) hear(tags);
  }
}
