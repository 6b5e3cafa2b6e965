// A form half written is kept on this device, never sent: text fields only, without documents' numbers and files, for some days.

const KEY = 'gk-draft-foi';
const DAY = 86_400_000;
/** Numbers of documents are not left lying on a device that others may use. */
const NEVER = ['once', 'idNo', 'proof'];

type Kept = { at: number; fields: Record<string, string> };
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function read(days: number): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '') as Kept;
    return Date.now() - kept.at < days * DAY ? kept : undefined;
  } catch {
    return undefined;
  }
}

const fieldsOf = (form: HTMLFormElement): Field[] =>
  ([...form.elements] as Field[]).filter((e) => e.name && !NEVER.includes(e.name) && e.type !== 'hidden');

function fill(form: HTMLFormElement, kept: Kept): void {
  for (const e of fieldsOf(form)) {
    const value = kept.fields[e.name];
    if (value === undefined) continue;
    if (e instanceof HTMLInputElement && (e.type === 'radio' || e.type === 'checkbox')) e.checked = value === e.value;
    else if (e.value === '' || e instanceof HTMLSelectElement) e.value = value;
  }
}

function save(form: HTMLFormElement): void {
  const fields: Record<string, string> = {};
  for (const e of fieldsOf(form)) {
    if (e instanceof HTMLInputElement && (e.type === 'radio' || e.type === 'checkbox')) {
      if (e.checked) fields[e.name] = e.value;
    } else if (e.value !== '') fields[e.name] = e.value;
  }
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // A device that keeps nothing: the form works all the same.
  }
}

/** What is public already, while somebody types. */
function setUpSimilar(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>('[data-already]');
  const words = form.querySelector<HTMLTextAreaElement>('textarea[name="words"]');
  const button = form.querySelector<HTMLElement>('[data-already-button]');
  if (!place || !words) return;
  if (button) button.hidden = true;
  let timer = 0;
  let asked = 0;
  words.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const mine = ++asked;
      try {
        const res = await fetch(`${place.dataset.already}?q=${encodeURIComponent(words.value.trim().slice(0, 200))}`);
        // Drawn by our own server, every word of it escaped there.
        if (res.ok && mine === asked) place.innerHTML = await res.text();
      } catch {
        // A help only; without it the form works as before.
      }
    }, 500);
  });
}

export function setUpDraft(): void {
  if (document.querySelector('[data-draft-done]')) {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  }
  const form = document.querySelector<HTMLFormElement>('form[data-foi-draft]');
  if (!form) return;
  const say = form.querySelector<HTMLElement>('[data-draft-say]');
  const days = Number(form.dataset.foiDraft) || 0;
  setUpSimilar(form);
  if (days === 0) return;
  // A form that the server filled in again holds more than the draft.
  const kept = document.querySelector('.error-summary') ? undefined : read(days);
  if (kept) fill(form, kept);
  form.addEventListener('input', () => save(form));
  if (say) say.hidden = false;
}
