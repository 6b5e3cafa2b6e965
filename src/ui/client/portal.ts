// Progressive enhancement of the portal: reading aloud, printing, search suggestions. Remembers nothing but a draft (draft.ts).

import { setUpDraft } from './draft.ts';

function setUpSpeech(): void {
  const speech = window.speechSynthesis;
  if (!speech || typeof SpeechSynthesisUtterance === 'undefined') return;
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-speak]');
  const show = (on: boolean) => {
    for (const b of buttons) {
      b.setAttribute('aria-pressed', String(on));
      const word = b.querySelector('span');
      if (!word) continue;
      b.dataset.word ??= word.textContent;
      word.textContent = on ? '停止朗读' : b.dataset.word;
    }
  };
  const stop = () => {
    speech.cancel();
    show(false);
  };
  const start = () => {
    const title = document.querySelector('h1')?.textContent ?? '';
    const body = document.querySelector<HTMLElement>('[data-speak-body]') ?? document.getElementById('main');
    // biome-ignore lint/performance/useDomNodeTextContent: hidden parts must not be read, and blocks must end
    const text = body?.innerText ?? '';
    // Engines cut long utterances off, so each sentence is its own.
    const sentences = `${title}。${text}`.match(/[^。！？；\n]+[。！？；]?/g) ?? [];
    sentences.forEach((text, i) => {
      const u = new SpeechSynthesisUtterance(text);
      u.lang = 'zh-CN';
      u.rate = 0.9;
      if (i === sentences.length - 1) u.onend = () => show(false);
      speech.speak(u);
    });
    show(true);
  };
  for (const b of buttons) {
    b.hidden = false;
    b.addEventListener('click', () => (speech.speaking ? stop() : start()));
  }
  window.addEventListener('pagehide', () => speech.cancel());
}

function setUpPrint(): void {
  for (const b of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
    b.hidden = false;
    b.addEventListener('click', () => window.print());
  }
  window.addEventListener('beforeprint', () => {
    for (const d of document.querySelectorAll('details')) d.open = true;
  });
}

type Answer = { suggestions?: unknown };

function setUpSuggestions(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[name="q"]');
  const row = input?.parentElement;
  const address = form.dataset.suggest;
  if (!input || !row || !address) return;
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `${input.id}-list`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', '建议');
  list.hidden = true;
  row.append(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  let at = -1;
  let asked = 0;
  let timer = 0;

  const options = () => [...list.children] as HTMLElement[];
  const mark = (i: number) => {
    at = i;
    options().forEach((o, n) => {
      o.setAttribute('aria-selected', String(n === i));
    });
    if (i < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${list.id}-${i}`);
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    mark(-1);
  };
  const take = (text: string) => {
    input.value = text;
    close();
    form.requestSubmit();
  };
  const fill = (texts: string[]) => {
    list.replaceChildren(
      ...texts.map((text, i) => {
        const li = document.createElement('li');
        li.id = `${list.id}-${i}`;
        li.setAttribute('role', 'option');
        li.textContent = text;
        // Before the field loses its focus, which would close the list.
        li.addEventListener('mousedown', (e) => {
          e.preventDefault();
          take(text);
        });
        return li;
      }),
    );
    list.hidden = texts.length === 0;
    input.setAttribute('aria-expanded', String(texts.length > 0));
    mark(-1);
  };
  const ask = async () => {
    const q = input.value.trim();
    const mine = ++asked;
    if (q === '') return close();
    try {
      const res = await fetch(`${address}?q=${encodeURIComponent(q)}`, { headers: { accept: 'application/json' } });
      if (!res.ok) return;
      const { suggestions } = (await res.json()) as Answer;
      if (mine === asked && Array.isArray(suggestions)) {
        fill(suggestions.filter((s): s is string => typeof s === 'string').slice(0, 8));
      }
    } catch {
      close(); // Suggestions are a help; without them the field works as before.
    }
  };
  close();
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, 150);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (e) => {
    if (e.isComposing || list.hidden) return;
    const n = list.children.length;
    if (e.key === 'ArrowDown') mark((at + 1) % n);
    else if (e.key === 'ArrowUp') mark(at <= 0 ? n - 1 : at - 1);
    else if (e.key === 'Escape') close();
    else if (e.key === 'Enter' && at >= 0) take(options()[at]?.textContent ?? input.value);
    else return;
    e.preventDefault();
  });
}

setUpSpeech();
setUpPrint();
setUpDraft();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-suggest]')) setUpSuggestions(form);
