/** A found document: `score` first, then the newer day, then the higher number. */
export type Top = { no: number; score: number; day: number };

/** Whether `a` comes after `b`. By date the score is left out of it. */
const after = (a: Top, b: Top, byDate: boolean): boolean => {
  if (!byDate && a.score !== b.score) return a.score < b.score;
  if (a.day !== b.day) return a.day < b.day;
  return a.no < b.no;
};

/** The best so many of any number: a binary heap with the worst on top. */
export class Best {
  readonly #heap: Top[] = [];
  readonly #most: number;
  readonly #byDate: boolean;
  /** Nothing with a lower score (or earlier day) has to be offered any more. */
  floor = Number.NEGATIVE_INFINITY;

  constructor(most: number, byDate: boolean) {
    this.#most = most;
    this.#byDate = byDate;
  }

  offer(no: number, score: number, day: number): void {
    const h = this.#heap;
    const one = { no, score, day };
    if (h.length < this.#most) {
      h.push(one);
      this.#up(h.length - 1);
    } else {
      const [worst] = h;
      if (!worst || !after(worst, one, this.#byDate)) return;
      h[0] = one;
      this.#down();
    }
    const [worst] = h;
    if (worst && h.length === this.#most) this.floor = this.#byDate ? worst.day : worst.score;
  }

  sorted(): Top[] {
    return [...this.#heap].sort((a, b) => (after(a, b, this.#byDate) ? 1 : -1));
  }

  #up(from: number): void {
    const h = this.#heap;
    for (let i = from; i > 0; ) {
      const up = (i - 1) >>> 1;
      if (!after(h[i] as Top, h[up] as Top, this.#byDate)) return;
      [h[i], h[up]] = [h[up] as Top, h[i] as Top];
      i = up;
    }
  }

  #down(): void {
    const h = this.#heap;
    for (let i = 0; ; ) {
      let worst = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < h.length && after(h[child] as Top, h[worst] as Top, this.#byDate)) worst = child;
      if (worst === i) return;
      [h[i], h[worst]] = [h[worst] as Top, h[i] as Top];
      i = worst;
    }
  }
}
