// Saves while one writes, shows what the checks say of it, and mends in place.
import type { Mark } from './editor-marks.ts';

const AUTOSAVE_MS = 4000;
const RETRY_MS = 30_000;

/** What the server says after each change: markup by the place it goes to. */
type Live = {
  version: number;
  blocked: boolean;
  marks: Mark[];
  parts: Record<string, string>;
  title?: string;
  html?: string;
};
type No = { say?: string[] };

/** What the page does with an answer: marks always, text and title when something was mended. */
type Sheet = { marks(marks: readonly Mark[]): void; text(html: string): void };

/** Written for one finding or for the approver: no part of the piece, so nothing to save. */
const ASIDE = /^(why-|inSpite$)/;

export function live(form: HTMLFormElement, sheet: Sheet): void {
  const says = document.querySelector<HTMLElement>('[data-save-state]');
  const seen = form.querySelector<HTMLInputElement>('input[name=seen]');
  if (!seen || !says) return;
  let timer: number | undefined;
  let running: Promise<boolean> | undefined;
  let changed = false;
  // Two versions stand on the page: only the person says which counts.
  let stopped = form.dataset.conflict !== undefined;
  const say = (text: string): void => {
    says.textContent = text;
  };
  const clock = (): string => new Date().toTimeString().slice(0, 5);
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void save(), ms);
  };

  const typed = (): URLSearchParams => {
    const body = new URLSearchParams();
    for (const [k, v] of new FormData(form))
      if (typeof v === 'string' && k !== 'keep' && k !== 'attachmentsSent' && !ASIDE.test(k)) body.append(k, v);
    return body;
  };
  const conflict = (): void => {
    stopped = true;
    say('别人也改了这件稿子，自动保存停了。您写的还在这页上，按“保存草稿”会让您对照两个版本。');
  };

  /** True when everything written so far is stored. */
  function save(): Promise<boolean> {
    running ??= store().finally(() => {
      running = undefined;
      if (changed && !stopped) later(AUTOSAVE_MS);
    });
    return running;
  }
  async function store(): Promise<boolean> {
    if (stopped) return false;
    if (!changed) return true;
    changed = false;
    const body = typed();
    const words = body.get('html')?.replace(/<[^>]*>|\s/g, '').length ?? 0;
    try {
      const res = await fetch(`${form.action}/autosave`, { method: 'POST', body, credentials: 'same-origin' });
      if (res.status === 409) conflict();
      else if (!res.ok) throw new Error(String(res.status));
      else {
        show((await res.json()) as Live, changed);
        say(`${clock()}已自动保存`);
      }
      return res.ok;
    } catch {
      changed = true;
      say(`现在存不进去。您写的${words.toLocaleString('zh-CN')}字还在这页上，30秒后自动再试。`);
      later(RETRY_MS);
      return false;
    }
  }

  /** Puts an answer into the page. What is being written for a finding stays; so do the marks it belongs to. */
  function show(now: Live, more: boolean): void {
    if (seen) seen.value = String(now.version);
    const busy = [...form.querySelectorAll<HTMLTextAreaElement>('[data-findings] textarea')].some(
      (t) => t.value !== '',
    );
    for (const [name, html] of Object.entries(now.parts)) {
      const place = document.querySelector<HTMLElement>(`[data-${name}]`);
      if (!place || place.contains(document.activeElement) || (busy && name === 'findings')) continue;
      // Our own server's markup, escaped by its renderer.
      if (place.innerHTML !== html) place.innerHTML = html;
    }
    // Typed on since: the next answer is for what stands there then.
    if (!busy && !more) sheet.marks(now.marks);
    const submit = document.getElementById('submit-piece');
    submit?.classList.toggle('btn-unavailable', now.blocked);
    submit?.classList.toggle('btn-secondary', now.blocked);
    submit?.classList.toggle('btn-primary', !now.blocked);
    if (now.blocked) submit?.setAttribute('aria-describedby', 'gate-line');
    else submit?.removeAttribute('aria-describedby');
  }

  async function mend(key: string): Promise<void> {
    clearTimeout(timer);
    if (!(await save())) return;
    const body = new URLSearchParams({ as: 'json', seen: seen?.value ?? '', remedy: key });
    say('正在改');
    try {
      const res = await fetch(`${form.action}/remedy`, { method: 'POST', body, credentials: 'same-origin' });
      if (res.status === 409) return conflict();
      const answer = (await res.json()) as Live & No;
      if (!res.ok) return say(answer.say?.join('') ?? '没有改成，请再看一眼。');
      const title = form.querySelector<HTMLTextAreaElement>('[name=title]');
      if (title && answer.title !== undefined) title.value = answer.title;
      if (answer.html !== undefined) sheet.text(answer.html);
      changed = false;
      show(answer, false);
      say(`${clock()}已改好并保存，要退回按撤销`);
    } catch {
      say('现在连不上，没有改。您写的都还在这页上，过一会儿再按一次。');
    }
  }

  form.addEventListener('input', (e) => {
    if (e.target instanceof HTMLTextAreaElement && ASIDE.test(e.target.name)) return;
    changed = true;
    if (stopped) return;
    say('有改动，还没保存');
    later(AUTOSAVE_MS);
  });
  form.addEventListener('click', (e) => {
    const b = e.target instanceof Element ? e.target.closest<HTMLButtonElement>('button[data-remedy]') : null;
    if (!b || stopped) return;
    e.preventDefault();
    void mend(b.dataset.remedy ?? '');
  });
  form.addEventListener('submit', () => {
    stopped = true;
    clearTimeout(timer);
  });
}
