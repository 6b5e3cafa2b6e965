/** All that lives, so that `forgetRecent` reaches it; weak, since some belong to something that ends. */
const living = new Set<WeakRef<Recent<unknown>>>();

/**
 * What was lately worked out from a text and from nothing else, so it can never be out of date. Within a number of characters;
 * what was not asked for longest goes first.
 */
export class Recent<T> {
  private readonly kept = new Map<string, { made: T; size: number }>();
  private readonly most: number;
  private size = 0;

  /** `most`: characters, of the texts and of what was made of them. */
  constructor(most: number) {
    this.most = most;
    living.add(new WeakRef(this));
  }

  /** What `make` makes of the text; `sizeOf` says how many characters that is. */
  of(text: string, make: (text: string) => T, sizeOf: (made: T) => number): T {
    const found = this.kept.get(text);
    if (found) {
      this.kept.delete(text);
      this.kept.set(text, found);
      return found.made;
    }
    const made = make(text);
    const size = text.length + sizeOf(made);
    if (size > this.most) return made;
    this.kept.set(text, { made, size });
    this.size += size;
    for (const [key, old] of this.kept) {
      if (this.size <= this.most) break;
      this.kept.delete(key);
      this.size -= old.size;
    }
    return made;
  }

  /** What is kept now, by its text. */
  all(): ReadonlyMap<string, T> {
    return new Map([...this.kept].map(([text, { made }]) => [text, made]));
  }

  forget(): void {
    this.kept.clear();
    this.size = 0;
  }
}

/** After an erasure: this process holds nothing that was made of any text. */
export function forgetRecent(): void {
  for (const ref of living) {
    const recent = ref.deref();
    if (recent) recent.forget();
    else living.delete(ref);
  }
}
