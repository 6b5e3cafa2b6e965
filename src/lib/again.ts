/**
 * Whether something was asked for before, of late: what is asked once and never again need not be kept. Remembers between `most`
 * and twice as many; older ones are forgotten and count as new.
 */
export class Again {
  private now = new Set<string>();
  private before = new Set<string>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Says whether it was asked for before, and remembers that it was now. */
  asked(key: string): boolean {
    if (this.now.has(key)) return true;
    const found = this.before.has(key);
    if (this.now.size >= this.most) {
      this.before = this.now;
      this.now = new Set();
    }
    this.now.add(key);
    return found;
  }
}
